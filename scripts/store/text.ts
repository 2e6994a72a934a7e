import { Recent } from "../../src/content/recent.ts";
import { digestOf } from "../base/digest.ts";

/**
 * A long text that has a digest without having been made. In JSON what it is derived from stands in its place, or else its digest, so that
 * the JSON of a model tells whether the blob of it is known, and no list beside the model has to say what it is made from.
 */
export class Text {
  readonly #digest: () => string;
  readonly #make: () => string;
  readonly #origin: readonly unknown[] | undefined;
  #known: string | undefined;

  private constructor(digest: () => string, make: () => string, origin?: readonly unknown[]) {
    this.#digest = digest;
    this.#make = make;
    this.#origin = origin;
  }

  /** The text of some characters, whose digest is the text's. */
  static leaf(characters: string): Text {
    const digest = (): string => digestOf(characters);
    return new Text(digest, () => characters);
  }

  /** A text of a known digest, which is read from where it is kept. */
  static kept(digest: string, read: () => string): Text {
    return new Text(() => digest, read);
  }

  /**
   * What a function makes of its arguments, which are all that it sees: it is declared at the top of a module and reads
   * neither variables, files nor clocks. Its name, which no other such function has, and the arguments give the digest.
   */
  static derived<A extends readonly unknown[]>(make: (...args: A) => string, ...args: A): Text {
    const origin = [make.name, ...args];
    return new Text(
      () => digestOf(JSON.stringify(origin)),
      () => make(...args),
      origin,
    );
  }

  get digest(): string {
    return (this.#known ??= this.#digest());
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
  toJSON(): unknown {
    return { "\u0000": this.#origin ?? this.digest };
  }
}

// In characters: the newest posts of some twenty tags and authors, each as HTML and as an item of three feeds, which is all
// that the next moment asks for.
const mostRecent = 3_000_000;

/** Texts that were read lately, by digest. The same one is wanted by a page, by several feeds, and again at later moments. */
const recent = new Recent<string>(({ length }) => length, mostRecent);
