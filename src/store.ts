import type { Bytes } from "./content/blob.ts";

/** Where blobs come from. */
export interface Store {
  /** A blob; undefined when there is none under this key. Rejects when the store can't be read. */
  readonly get: (key: string) => Promise<Bytes | undefined>;
}

// Blobs never change, so that the longest lifetime at the edge is right for all of them. In seconds.
const cacheTtl = 30 * 24 * 60 * 60;

/** What we need of a namespace of Workers KV. */
interface Namespace {
  readonly get: (key: string, options: { type: "arrayBuffer"; cacheTtl: number }) => Promise<ArrayBuffer | null>;
}

export const kvStore = (namespace: Namespace): Store => ({
  get: async (key) => {
    const blob = await namespace.get(key, { type: "arrayBuffer", cacheTtl });
    return blob === null ? undefined : new Uint8Array(blob);
  },
});
