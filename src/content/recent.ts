/** Values by key, up to a total size; those that were wanted longest ago are forgotten first. */
export class Recent<Value> {
  readonly #values = new Map<string, Value>();
  readonly #sizeOf: (value: Value) => number;
  readonly #most: number;
  readonly #largest: number;
  #size = 0;

  /** One that is larger than `largest` by itself is not kept: it would take the room of many. */
  constructor(sizeOf: (value: Value) => number, most: number, largest = most) {
    this.#sizeOf = sizeOf;
    this.#most = most;
    this.#largest = largest;
  }

  /** A value, which from now on counts as the one that was wanted last. */
  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  take(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#size -= this.#sizeOf(value);
    return value;
  }

  put(key: string, value: Value): void {
    this.take(key);
    const size = this.#sizeOf(value);
    if (size > this.#largest) return;
    this.#values.set(key, value);
    this.#size += size;
    for (const oldest of this.#values.keys()) {
      if (this.#size <= this.#most) break;
      this.take(oldest);
    }
  }
}
