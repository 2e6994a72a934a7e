import { APIError } from "cloudflare/core/error";
import { Failure } from "../../base/failure.ts";
import type { Cloudflare } from "./cloudflare.ts";
import type { Patience } from "./retry.ts";

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

/** A KV namespace through the API, as far as publishing needs it. */
export class Blobs {
  /** The namespace's. */
  readonly id: string;
  readonly #cloudflare: Cloudflare;

  constructor(cloudflare: Cloudflare, id: string) {
    this.id = id;
    this.#cloudflare = cloudflare;
  }

  get patience(): Patience {
    return this.#cloudflare.patience;
  }

  /** All keys, and their metadata. Writes of the last minute may be missing. */
  async list(): Promise<Map<string, unknown>> {
    const { account, kv } = this.#cloudflare;
    const keys = new Map<string, unknown>();
    let cursor = "";
    do {
      const query = { account_id: account, limit: 1_000, ...(cursor && { cursor }) };
      const page = await this.#cloudflare.ask("listing the keys in KV", async () => {
        try {
          return await kv.keys.list(this.id, query);
        } catch (error) {
          throw error instanceof APIError && error.status === 404 ? new Failure(unknown(this.id, account)) : error;
        }
      });
      for (const { name, metadata } of page.result) keys.set(name, metadata);
      cursor = page.result_info?.cursor ?? "";
    } while (cursor !== "");
    return keys;
  }

  /**
   * Writes in one request, without retries, since after a failure a part may be stored. Returns the keys that Cloudflare
   * says it did not store.
   */
  async put(pairs: readonly Pair[]): Promise<ReadonlySet<string>> {
    const answer = await this.#cloudflare.kv.bulkUpdate(this.id, {
      account_id: this.#cloudflare.account,
      body: [...pairs],
    });
    return new Set(answer?.unsuccessful_keys);
  }

  /** A value; undefined if there is no such key. */
  async get(key: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { account, kv } = this.#cloudflare;
    return this.#cloudflare.ask("reading from KV", async () => {
      try {
        const response = await kv.values.get(key, { account_id: account, namespace_id: this.id });
        return new Uint8Array(await response.arrayBuffer());
      } catch (error) {
        if (error instanceof APIError && error.status === 404) return undefined;
        throw error;
      }
    });
  }

  /** Deletes any number of keys; missing ones are ignored. */
  async delete(keys: readonly string[]): Promise<void> {
    const { account, kv } = this.#cloudflare;
    for (let start = 0; start < keys.length; start += deletesAtOnce) {
      let rest = keys.slice(start, start + deletesAtOnce);
      await this.#cloudflare.ask("deleting from KV", async () => {
        const answer = await kv.bulkDelete(this.id, { account_id: account, body: rest });
        rest = answer?.unsuccessful_keys ?? [];
        if (rest.length > 0) throw new APIError(503, undefined, `${rest.length} keys were not deleted`, new Headers());
      });
    }
  }
}

// Cloudflare accepts 10,000 keys in one request, but the longer a request runs, the likelier a gateway gives up (524).
const deletesAtOnce = 1_000;

const unknown = (id: string, account: string): string =>
  `wrangler.toml: id of the KV namespace is "${id}", which account ${account} does not have: it was deleted, ` +
  `or the file came with somebody else's blog. Delete that line, and the next "npm run deploy" writes the right one`;
