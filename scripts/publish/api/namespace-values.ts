import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "../../base/failure.ts";
import type { Cloudflare } from "./cloudflare.ts";
import { anything, list, optional, record, text } from "./shapes.ts";
import { mayBeDone, PassingFailure, settling } from "./retry.ts";

/** A value on its way to KV, as `wrangler kv bulk put` takes it too. */
export interface Pair {
  readonly key: string;
  readonly value: string;
  /** Whether the value is base64 of the bytes to store. */
  readonly base64?: boolean;
  readonly metadata?: unknown;
  /** Seconds until it expires, at least 60. */
  readonly expiration_ttl?: number;
}

/** What a bulk request answers: it may fail in part. */
const outcome = optional(record({ unsuccessful_keys: optional(list(text)) }));

const keysAndMetadata = list(record({ name: text, metadata: anything }));

/** A KV namespace through the API, as far as publishing needs it. */
export type Blobs = ReturnType<typeof blobsIn>;

/** @param id the namespace's */
export function blobsIn(cloudflare: Cloudflare, id: string) {
  const path = `/storage/kv/namespaces/${id}`;
  /** The key whose write was acknowledged last. */
  let acknowledged: { readonly key: string; readonly at: number } | undefined;

  /** All keys, and their metadata. Writes of the last minute may be missing. */
  async function list(): Promise<ReadonlyMap<string, unknown>> {
    const keys = new Map<string, unknown>();
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ limit: "1000", ...(cursor && { cursor }) });
      const page = await cloudflare.find("listing the keys in KV", () =>
        cloudflare.send(`${path}/keys?${query}`, keysAndMetadata),
      );
      if (page === undefined) throw new Failure(unknown(id, cloudflare.account));
      for (const { name, metadata } of page.result) keys.set(name, metadata);
      cursor = page.result_info?.cursor;
    } while (cursor);
    return keys;
  }

  /**
   * Writes in one request. A retry writes only what the failed attempt did not store: after a failure that may have done a
   * part, KV is asked what it has.
   */
  async function put(pairs: readonly Pair[]): Promise<void> {
    let rest = pairs;
    let unsureSince: number | undefined;
    await cloudflare.ask("writing to KV", async () => {
      const stored = unsureSince === undefined ? undefined : await listAsOf(unsureSince, rest);
      // A life counts from the last writing, so what has one is written again even if it is there.
      rest = rest.filter(({ key, expiration_ttl: life }) => life !== undefined || !stored?.has(key));
      if (rest.length === 0) return;
      const refused = await bulk("PUT", "/bulk", rest).catch((error: unknown) => {
        unsureSince = mayBeDone(error) ? performance.now() : undefined;
        throw error;
      });
      unsureSince = undefined;
      const done = rest.find(({ key, expiration_ttl: life }) => life === undefined && !refused.has(key));
      if (done !== undefined) acknowledged = { key: done.key, at: performance.now() };
      rest = rest.filter(({ key }) => refused.has(key));
      if (refused.size > 0) throw new PassingFailure(failed("store", [...refused]));
    });
  }

  /**
   * The keys, as soon as that tells which of some pairs KV had at a moment of `performance.now()`: listings lag behind
   * writes, by no more than the age of a written key that they show.
   */
  async function listAsOf(moment: number, pairs: readonly Pair[]): Promise<ReadonlyMap<string, unknown>> {
    for (const start = performance.now(); ; await wait(glance)) {
      const [began, mark, keys] = [performance.now(), acknowledged, await list()];
      if (mark === undefined || pairs.every(({ key }) => keys.has(key)) || began - start > settling) return keys;
      if (!keys.has(mark.key)) continue;
      const due = moment + (began - mark.at);
      if (began >= due) return keys;
      await wait(due - performance.now());
      return list();
    }
  }

  /** A value; undefined if there is no such key. */
  async function get(key: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return cloudflare.find("reading from KV", () => cloudflare.bytes(`${path}/values/${encodeURIComponent(key)}`));
  }

  /** Deletes any number of keys; missing ones are ignored. */
  async function remove(keys: readonly string[]): Promise<void> {
    for (let start = 0; start < keys.length; start += deletesAtOnce) {
      let rest = keys.slice(start, start + deletesAtOnce);
      await cloudflare.ask("deleting from KV", async () => {
        rest = [...(await bulk("POST", "/bulk/delete", rest))];
        if (rest.length > 0) throw new PassingFailure(failed("delete", rest));
      });
    }
  }

  /** Sends one bulk request. Returns the keys that it failed for. */
  async function bulk(method: string, below: string, body: readonly unknown[]): Promise<ReadonlySet<string>> {
    const { result } = await cloudflare.send(path + below, outcome, { method, body: JSON.stringify(body) });
    return new Set(result?.unsuccessful_keys);
  }

  return { id, list, put, get, delete: remove };
}

/** Between two looks at listings that lag behind, in milliseconds. */
const glance = 1_000;

// Cloudflare accepts 10,000 keys in one request, but the longer a request runs, the likelier a gateway gives up (524).
const deletesAtOnce = 1_000;

const unknown = (id: string, account: string): string =>
  `wrangler.toml: id of the KV namespace is "${id}", which account ${account} does not have: it was deleted, ` +
  `or the file came with somebody else's blog. Delete that line, and the next "npm run deploy" writes the right one`;

const failed = (what: string, keys: readonly string[]): string =>
  `KV did not ${what} ${keys.length} keys, such as "${keys[0]}", even after several attempts. ` +
  `Run the command again; it resumes where it stopped`;
