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

/** A read of KV, and the one that was begun because it failed or took too long. */
interface Reading {
  readonly blob: Promise<string | undefined>;
  next?: Reading;
}

/**
 * Blobs in Workers KV. Who asks for the same blob at the same time shares one read. One that fails, or takes longer than
 * `patience`, in milliseconds, is followed by one more; nobody waits longer than for two.
 */
export function kvStore(namespace: Namespace, patience = 1000): Store {
  const underway = new Map<string, Reading>();

  function begin(key: string): Reading {
    const blob = namespace.get(key, { type: "text", cacheTtl }).then((found) => found ?? undefined);
    const reading: Reading = { blob };
    underway.set(key, reading);
    return reading;
  }

  async function get(key: string): Promise<string | undefined> {
    const first = underway.get(key) ?? begin(key);
    try {
      return await outcome(key, first);
    } catch {
      const second = (first.next ??= begin(key));
      // Whichever comes first: KV may be slow rather than broken.
      return outcome(key, second, Promise.race([first.blob.catch(() => second.blob), second.blob]));
    }
  }

  // Everyone who waits keeps time and clears up: a read ends with the request that began it, and perhaps tells nobody.
  async function outcome(key: string, reading: Reading, blob = reading.blob): Promise<string | undefined> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`KV has not answered for ${patience} ms`)), patience);
    try {
      return await Promise.race([blob, late]);
    } finally {
      clearTimeout(timer);
      if (underway.get(key) === reading) underway.delete(key);
    }
  }

  return { get };
}
