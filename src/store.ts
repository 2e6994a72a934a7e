import { sharedReads } from "./shared-reads.ts";

/** Where blobs come from. */
export interface Store {
  /** A blob; undefined when there is none under this key. Rejects when the store can't be read, or takes too long. */
  readonly get: (key: string) => Promise<string | undefined>;
}

// Blobs never change, so that the longest lifetime at the edge is right for all of them. In seconds.
const cacheTtl = 30 * 24 * 60 * 60;

/** What we need of a namespace of Workers KV. */
export interface Namespace {
  readonly get: (key: string, options: { type: "text"; cacheTtl: number }) => Promise<string | null>;
}

/** Blobs in Workers KV, read as `sharedReads` does with a patience in milliseconds. */
export function kvStore(namespace: Namespace, patience = 660): Store {
  const read = (key: string): Promise<string | undefined> =>
    namespace.get(key, { type: "text", cacheTtl }).then((found) => found ?? undefined);
  return { get: sharedReads(read, { silence: "KV has not answered", patience }) };
}
