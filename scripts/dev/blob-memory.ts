import { Blobs } from "../compile/blobs.ts";

interface Generation {
  /** Blobs by key. */
  readonly values: Map<string, string>;
  /** Keys by the recipes of what they are the keys of. */
  readonly keys: Map<string, string>;
}

/** Keeps blobs from one build to the next, so that only those are made whose recipe is new. */
export class BlobMemory {
  #kept: Generation = { values: new Map(), keys: new Map() };
  #before = this.#kept;

  /** Where the next build puts its blobs; `keep` makes them those that are served. */
  begin(): { readonly blobs: Blobs; readonly keep: () => void } {
    const fresh: Generation = { values: new Map(), keys: new Map() };
    const keep = (): void => {
      this.#before = this.#kept;
      this.#kept = fresh;
    };
    return { blobs: new RecallingBlobs(this.#kept, fresh), keep };
  }

  /** A request that is under way while a build ends still asks for what was there before. */
  get(key: string): string | undefined {
    return this.#kept.values.get(key) ?? this.#before.values.get(key);
  }
}

class RecallingBlobs extends Blobs {
  readonly #known: Generation;
  readonly #fresh: Generation;

  constructor(known: Generation, fresh: Generation) {
    super((key, value) => fresh.values.set(key, value));
    this.#known = known;
    this.#fresh = fresh;
  }

  protected override recall(recipe: string, make: () => string): string {
    const known = this.#known.keys.get(recipe);
    const value = known === undefined ? undefined : this.#known.values.get(known);
    const key = known === undefined || value === undefined ? this.put(make()) : known;
    if (value !== undefined) this.#fresh.values.set(key, value);
    this.#fresh.keys.set(recipe, key);
    return key;
  }
}
