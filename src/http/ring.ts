import type { Bytes } from "../content/blob.ts";

interface Entry<Value> {
  readonly value: Value;
  readonly start: number;
  readonly end: number;
}

/**
 * Values with bytes that lie one behind the other in memory which is taken once: the newest overwrite the oldest. An array
 * for each would cost more than to render a page, since the garbage collector moves, marks and frees it.
 */
export class Ring<Value> {
  readonly #size: number;
  #memory: Bytes | undefined;
  #end = 0;
  /** In the order in which they were written, so that those which are in the way are the first ones. */
  readonly #entries = new Map<string, Entry<Value>>();

  /** `size` is in bytes. */
  constructor(size: number) {
    this.#size = size;
  }

  /** The parts joined, to be used at once: what is put in later overwrites them. Undefined when they are too many to be kept. */
  put(key: string, value: Value, parts: readonly Bytes[]): Bytes | undefined {
    let length = 0;
    for (const part of parts) length += part.byteLength;
    if (length > this.#size / 8) return undefined;
    const start = this.#room(length);
    this.#entries.delete(key); // else it would keep its place in the order
    this.#entries.set(key, { value, start, end: start + length });
    this.#memory ??= new Uint8Array(this.#size);
    let at = start;
    for (const part of parts) {
      this.#memory.set(part, at);
      at += part.byteLength;
    }
    return this.#memory.subarray(start, at);
  }

  /** Takes a value out, with its bytes, to be used at once. */
  take(key: string): { readonly value: Value; readonly bytes: Bytes } | undefined {
    const entry = this.#entries.get(key);
    if (!entry || !this.#memory) return undefined;
    this.#entries.delete(key);
    return { value: entry.value, bytes: this.#memory.subarray(entry.start, entry.end) };
  }

  #room(length: number): number {
    let start = this.#end;
    if (start + length > this.#size) {
      this.#forget(start, this.#size);
      start = 0;
    }
    this.#end = start + length;
    this.#forget(start, this.#end);
    return start;
  }

  #forget(from: number, to: number): void {
    for (const [key, { start, end }] of this.#entries) {
      if (end <= from || start >= to) break;
      this.#entries.delete(key);
    }
  }
}
