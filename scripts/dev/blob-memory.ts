import { Blobs } from "../compile/blobs.ts";

type Texts = Map<string, () => string>;

/** The blobs of a site that is being written: each is made when somebody looks at it, and most never are. */
export class BlobMemory {
  #texts: Texts = new Map();
  #before: Texts = new Map();

  /** Where the next build puts its blobs; `keep` makes them those that are served. */
  begin(): { readonly blobs: Blobs; readonly keep: () => void } {
    const fresh: Texts = new Map();
    const keep = (): void => {
      this.#before = this.#texts;
      this.#texts = fresh;
    };
    return { blobs: new LazyBlobs(fresh), keep };
  }

  /** A request that is under way while a build ends still asks for what was there before. */
  get(key: string): string | undefined {
    return (this.#texts.get(key) ?? this.#before.get(key))?.();
  }
}

/** Takes the digest of what a blob is made from for its key, since the digest of the blob itself would need the blob. */
class LazyBlobs extends Blobs {
  readonly #texts: Texts;

  constructor(texts: Texts) {
    super((key, value) => texts.set(key, () => value));
    this.#texts = texts;
  }

  protected override recall(recipe: string, make: () => string): string {
    this.#texts.set(recipe, make);
    return recipe;
  }
}
