import { randomBytes } from "node:crypto";
import { isFeed } from "../../src/content/feed-formats.ts";
import { keyBytes } from "../../src/content/release-layout.ts";
import { digestOf } from "../base/digest.ts";
import { valueOf } from "../store/blobs.ts";
import type { Text } from "../store/text.ts";

const prefixBytes = 10;

/**
 * What the routes of one build are made of. A value is made when somebody asks for it, which is seldom. Keys are counted, so that they
 * cost nothing and belong to no other build; but a feed has one that stays while it does, since its readers ask whether it is still the same.
 */
export class LaterValues {
  readonly #prefix = randomBytes(prefixBytes).toString("hex");
  readonly #models = new Map<string, Text | object>();

  keyOf(kind: string, model: Text | object): string {
    const key = isFeed(kind) ? digestOf(JSON.stringify([kind, model])) : this.#prefix + this.#number();
    this.#models.set(key, model);
    return key;
  }

  has(key: string): boolean {
    return this.#models.has(key);
  }

  /** Undefined where the key is another build's. */
  value(key: string): string | undefined {
    const model = this.#models.get(key);
    return model && valueOf(model);
  }

  #number(): string {
    return this.#models.size.toString(16).padStart(2 * (keyBytes - prefixBytes), "0");
  }
}
