import { clock } from "./clock.ts";

/** A value of a stand-in's namespace. Times are milliseconds of the stand-in's clock. */
export interface Stored {
  readonly value: Buffer;
  readonly metadata: unknown;
  readonly appeared: number;
  /** When it was deleted, or will go away by itself. */
  readonly removed?: number;
}

export interface Pair {
  readonly key: string;
  readonly value: string;
  readonly base64?: boolean;
  readonly metadata?: unknown;
  readonly expiration_ttl?: number;
}

/** One KV namespace: behind the truth by `lag` milliseconds for whoever lists, and by `readLag` for whoever reads a new key. */
export class Namespace {
  readonly id: string;
  readonly title: string;
  /** How often each key was written, over the namespace's whole life. */
  readonly writes = new Map<string, number>();
  lag = 0;
  readLag = 0;
  readonly #entries = new Map<string, Stored>();

  constructor(id: string, title: string) {
    this.id = id;
    this.title = title;
  }

  put({ key, value, base64, metadata, expiration_ttl: life }: Pair): void {
    const appeared = this.get(key)?.appeared ?? clock.now();
    const stored = { value: Buffer.from(value, base64 === true ? "base64" : "utf8"), metadata, appeared };
    this.#entries.set(key, life === undefined ? stored : { ...stored, removed: clock.now() + 1_000 * life });
    this.writes.set(key, (this.writes.get(key) ?? 0) + 1);
  }

  delete(key: string): void {
    const stored = this.get(key);
    if (stored !== undefined) this.#entries.set(key, { ...stored, removed: clock.now() });
  }

  get(key: string): Stored | undefined {
    const stored = this.#entries.get(key);
    return (stored?.removed ?? Infinity) > clock.now() ? stored : undefined;
  }

  /** The same as a reader far from where it was written gets it. */
  read(key: string): Stored | undefined {
    const stored = this.get(key);
    return stored !== undefined && stored.appeared + this.readLag <= clock.now() ? stored : undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** The keys that are there, in KV's order. */
  keys(): string[] {
    return [...this.#entries.keys()].filter((key) => this.has(key)).toSorted();
  }

  /** Makes everything look as if it had been stored so many days earlier. */
  age(days: number): void {
    for (const [key, stored] of this.#entries) {
      const { time } = (stored.metadata ?? {}) as { readonly time?: string };
      if (time === undefined) continue;
      const earlier = new Date(Date.parse(time) - days * 24 * 60 * 60 * 1_000).toISOString();
      this.#entries.set(key, { ...stored, metadata: { time: earlier } });
    }
  }

  /** A page of what listings show: the keys as they were `lag` milliseconds ago, each with its present metadata. */
  page(prefix: string, after: string, limit: number): { names: [string, unknown][]; last: string | undefined } {
    const then = clock.now() - this.lag;
    const shown = [...this.#entries]
      .filter(
        ([key, { appeared, removed }]) =>
          key.startsWith(prefix) && key > after && appeared <= then && !((removed ?? Infinity) <= then),
      )
      .toSorted(([one], [other]) => (one < other ? -1 : 1));
    const names = shown.slice(0, limit).map(([key, { metadata }]): [string, unknown] => [key, metadata]);
    return { names, last: shown.length > limit ? names.at(-1)?.[0] : undefined };
  }

  /** Number of all writes so far. */
  get written(): number {
    return [...this.writes.values()].reduce((sum, count) => sum + count, 0);
  }
}
