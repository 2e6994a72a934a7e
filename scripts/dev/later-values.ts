import { randomBytes } from "node:crypto";
import { keyBytes } from "../../src/content/release-layout.ts";
import { valueOf } from "../store/blobs.ts";
import type { Text } from "../store/text.ts";

const prefixBytes = 10;

/** What the routes of one build are made of, under keys of its own. A value is made when somebody asks for it, which is seldom. */
export class LaterValues {
  readonly #prefix = randomBytes(prefixBytes).toString("hex");
  readonly #models: (Text | object)[] = [];

  keyOf(model: Text | object): string {
    const number = this.#models.push(model) - 1;
    return this.#prefix + number.toString(16).padStart(2 * (keyBytes - prefixBytes), "0");
  }

  has(key: string): boolean {
    return this.#modelOf(key) !== undefined;
  }

  /** Undefined where the key is another build's. */
  value(key: string): string | undefined {
    const model = this.#modelOf(key);
    return model && valueOf(model);
  }

  #modelOf(key: string): Text | object | undefined {
    return key.startsWith(this.#prefix) ? this.#models[Number.parseInt(key.slice(this.#prefix.length), 16)] : undefined;
  }
}
