import { digestOf } from "../base/digest.ts";

/**
 * A long text that has a digest without having been made. In JSON its digest stands in its place, so that the JSON of a
 * model tells whether the blob of it is known, and no list beside the model has to say what it is made from.
 */
export class Text {
  readonly #digest: () => string;
  readonly #make: () => string;
  #known: string | undefined;

  private constructor(digest: () => string, make: () => string) {
    this.#digest = digest;
    this.#make = make;
  }

  /** The text of some characters, whose digest is the text's. */
  static leaf(characters: string): Text {
    return new Text(
      () => digestOf(characters),
      () => characters,
    );
  }

  /** A text of a known digest, which is read from where it is kept. */
  static kept(digest: string, read: () => string): Text {
    return new Text(
      () => digest,
      () => recent.read(digest, read),
    );
  }

  /**
   * What a function makes of its arguments, which are all that it sees: it is declared at the top of a module and reads
   * neither variables, files nor clocks. Its name, which no other such function has, and the arguments give the digest.
   */
  static derived<A extends readonly unknown[]>(make: (...args: A) => string, ...args: A): Text {
    const text: Text = new Text(
      () => digestOf(JSON.stringify([make.name, ...args])),
      () => recent.read(text.digest, () => make(...args)),
    );
    return text;
  }

  get digest(): string {
    return (this.#known ??= this.#digest());
  }

  read(): string {
    return this.#make();
  }

  /** No object of a model has such a name, since no text of an author has a U+0000. */
  toJSON(): unknown {
    return { "\u0000": this.digest };
  }
}

/** Texts that were read lately, by digest. The same one is wanted by a page, by several feeds, and again at later moments. */
class Recent {
  readonly #most: number;
  readonly #texts = new Map<string, string>();
  #length = 0;

  /** Keeps no more than `most` characters. */
  constructor(most: number) {
    this.#most = most;
  }

  read(digest: string, make: () => string): string {
    const known = this.#texts.get(digest);
    this.#texts.delete(digest);
    const text = known ?? make();
    if (known === undefined) this.#length += text.length;
    this.#texts.set(digest, text);
    for (const [oldest, { length }] of this.#texts) {
      if (this.#length <= this.#most) break;
      this.#texts.delete(oldest);
      this.#length -= length;
    }
    return text;
  }
}

// The newest posts of some twenty tags and authors, each as HTML and as an item of three feeds: all that the next moment asks for.
const recent = new Recent(3_000_000);
