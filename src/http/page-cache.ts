import type { Bytes } from "../content/blob.ts";
import type { Representation } from "./representation.ts";
import { Ring } from "./ring.ts";

// What an entry takes beside its body, roughly.
const headerBytes = 2000;

/**
 * What was sent lately, by canonical path. The path alone decides what is kept, so that no query string and no spelling
 * of a path takes room from others. Half of the room is for what was sent once, so that a crawler which asks for
 * everything doesn't push out what readers ask for again.
 */
export class Memory {
  readonly #once: Ring<Representation>;
  readonly #again = new Map<string, Representation>();
  readonly #most: number;
  #bytes = 0;

  /** `most` is the bound in bytes of all entries together. */
  constructor(most: number) {
    this.#most = most / 2;
    this.#once = new Ring(most / 2);
  }

  get(path: string): Representation | undefined {
    const kept = this.#again.get(path) ?? this.#promoted(path);
    if (kept) {
      // A map keeps the order of insertion, so that the first is the one that was asked for longest ago.
      this.#again.delete(path);
      this.#again.set(path, kept);
    }
    return kept;
  }

  /** Keeps what is sent for the first time. Gives its body, to be sent at once. */
  add(path: string, shown: Representation, parts: readonly Bytes[]): Bytes | Blob {
    this.#remove(path);
    return this.#once.put(path, shown, parts) ?? new Blob([...parts]);
  }

  set(path: string, kept: Representation): void {
    this.#remove(path);
    if (sizeOf(kept) > this.#most / 8) return;
    this.#again.set(path, kept);
    this.#bytes += sizeOf(kept);
    for (const oldest of this.#again.keys()) {
      if (this.#bytes <= this.#most) break;
      this.#remove(oldest);
    }
  }

  /** What is sent again gets the form in which it is sent most cheaply. */
  #promoted(path: string): Representation | undefined {
    const once = this.#once.take(path);
    if (!once) return undefined;
    const { value, bytes } = once;
    this.set(path, { ...value, headers: new Headers(value.fields), body: new Blob([bytes]) });
    return this.#again.get(path);
  }

  #remove(path: string): void {
    const kept = this.#again.get(path);
    if (kept) this.#bytes -= sizeOf(kept);
    this.#again.delete(path);
  }
}

const sizeOf = ({ body }: Representation): number => headerBytes + (body?.size ?? 0);
