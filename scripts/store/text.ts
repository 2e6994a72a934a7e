import { Recent } from "../../src/content/recent.ts";
import { digestOf } from "../base/digest.ts";

/**
 * A long text that has a digest without having been made. In JSON what it is derived from stands in its place, or else its digest, so that
 * the JSON of a model tells whether the blob of it is known, and no list beside the model has to say what it is made from.
 */
export class Text {
  readonly #digest: () => string;
  readonly #make: () => string;
  readonly #origin: Origin | undefined;
  readonly #isKept: boolean;
  #known: string | undefined;

  private constructor(digest: () => string, make: () => string, origin?: Origin, isKept = false) {
    this.#digest = digest;
    this.#make = make;
    this.#origin = origin;
    this.#isKept = isKept;
  }

  /** The text of some characters, whose digest is the text's. */
  static leaf(characters: string): Text {
    const digest = (): string => digestOf(characters);
    return new Text(digest, () => characters, [itself.name, characters]);
  }

  /** A text of a known digest, which is read from where it is kept. */
  static kept(digest: string, read: () => string): Text {
    return new Text(() => digest, read);
  }

  /** A derived text that is kept: it is made, and put there, only where it is not there yet. */
  static keeping(text: Text, { find, put }: Pick<Keeper, "find" | "put">): Text {
    const { digest } = text;
    const read = (): string => {
      const known = find(digest);
      if (known !== undefined) return known;
      const made = text.read();
      put(digest, made);
      return made;
    };
    return new Text(() => digest, read, text.#origin, true);
  }

  /**
   * What a function makes of its arguments, which are all that it sees: it is declared at the top of a module and reads
   * neither variables, files nor clocks. Its name, which no other such function has, and the arguments give the digest.
   */
  static derived<A extends readonly unknown[]>(make: (...args: A) => string, ...args: A): Text {
    const origin: Origin = [make.name, ...args];
    return new Text(
      () => digestOf(JSON.stringify(origin)),
      () => make(...args),
      origin,
    );
  }

  get digest(): string {
    return (this.#known ??= this.#digest());
  }

  /** The same of what nobody else will ask for, such as a whole file, which would take the room of many. Texts in it are still remembered. */
  readOnce(): string {
    return this.#make();
  }

  read(): string {
    const { digest } = this;
    const known = recent.get(digest);
    if (known !== undefined) return known;
    const text = this.#make();
    recent.put(digest, text);
    return text;
  }

  /** No object of a model has such a name, since no text of an author has a U+0000. */
  toJSON(): Written {
    const from = this.#origin ?? this.digest;
    // Written out, since each model asks for some: as a computed name it takes twice as long.
    return this.#isKept ? { "\u0000": from, kept: true } : { "\u0000": from };
  }
}

const sign = "\u0000";

/** A text in JSON: what it is derived from, or its digest where that is kept. */
interface Written {
  readonly [sign]: Origin | string;
  readonly kept?: true;
}

const isWritten = (value: object): value is Written => sign in value;

/** What a leaf is derived by. */
export const itself = (characters: string): string => characters;

/** The name of a function, and its arguments. */
type Origin = readonly [maker: string, ...args: unknown[]];

/** Where texts are kept. */
export interface Keeper {
  readonly find: (digest: string) => string | undefined;
  readonly put: (digest: string, made: string) => void;
  /** Tells that one is not there that should be. */
  readonly miss: () => never;
}

/** A function that derives texts. */
export type Maker = (...args: readonly never[]) => string;

/** A value from its JSON, and the texts in it, which are made by functions of those names. */
export function fromJson(json: string, makers: Readonly<Record<string, Maker>>, keeper: Keeper): unknown {
  const textOf = ({ [sign]: from, kept }: Written): Text => {
    if (typeof from === "string") return Text.kept(from, () => keeper.find(from) ?? keeper.miss());
    const [name, ...args] = from;
    const make = makers[name];
    if (!make) throw new Error(`${name} is not among the makers of texts`);
    const text = Text.derived(make, ...(args.map(valueOf) as never[]));
    return kept ? Text.keeping(text, keeper) : text;
  };
  const valueOf = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(valueOf);
    if (isWritten(value)) return textOf(value);
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, valueOf(each)]));
  };
  return valueOf(JSON.parse(json));
}

// In characters: the newest posts of some twenty tags and authors. Each is there as the HTML of its page, as that of feeds, and once more
// escaped for XML, which is all that lists and the next moment ask for.
const mostRecent = 6_000_000;

/** Texts that were read lately, by digest. The same one is wanted by a page, by several feeds, and again at later moments. */
const recent = new Recent<string>(({ length }) => length, mostRecent);
