/** Where blobs come from. */
export interface Store {
  /** The text of a blob; undefined when there is none under this key. Rejects when the store can't be read. */
  readonly get: (key: string) => Promise<string | undefined>;
}

// Blobs never change, so that the longest lifetime at the edge is right for all of them. In seconds.
const cacheTtl = 30 * 24 * 60 * 60;

/** What we need of a namespace of Workers KV. */
interface Namespace {
  readonly get: (key: string, options: { type: "text"; cacheTtl: number }) => Promise<string | null>;
}

export const kvStore = (namespace: Namespace): Store => ({
  get: async (key) => (await namespace.get(key, { type: "text", cacheTtl })) ?? undefined,
});
