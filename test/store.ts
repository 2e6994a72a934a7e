import type { Store } from "../src/store.ts";

/** A store of blobs that are in memory. */
export function storeOf(blobs: ReadonlyMap<string, string>): Store {
  return { get: async (key) => blobs.get(key) };
}
