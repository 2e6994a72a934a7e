import { APIError } from "cloudflare/core/error";
import { Namespaces } from "cloudflare/resources/kv/namespaces/namespaces";
import { createClient } from "cloudflare/tree-shakable";
import { Failure } from "../../base/failure.ts";
import { type Patience, patient, retrying } from "./retry.ts";

/** A user's Cloudflare login. Never printed, never written. */
export type Credentials = { readonly apiToken: string } | { readonly apiKey: string; readonly apiEmail: string };

const official = "https://api.cloudflare.com/client/v4";

/** One account at Cloudflare, through the official SDK. */
export class Cloudflare {
  readonly account: string;
  readonly patience: Patience;
  readonly #client: ReturnType<typeof clientFor>;

  constructor(credentials: Credentials, account: string, patience: Patience = patient) {
    this.account = account;
    this.patience = patience;
    this.#client = clientFor(credentials);
  }

  get kv(): Namespaces {
    return this.#client.kv.namespaces;
  }

  /** Asks, with retries. An error that retrying can't cure becomes a {@link Failure}. */
  async ask<Result>(what: string, action: () => Promise<Result>): Promise<Result> {
    try {
      return await retrying(action, this.patience);
    } catch (error) {
      throw problemOf(what, error);
    }
  }

  /** The `result` at a path below the account; undefined on a 404. */
  async find(what: string, path: string): Promise<unknown> {
    const answer = await this.ask(what, () =>
      this.#client.get<{ result: unknown }>(`/accounts/${this.account}${path}`).catch((error: unknown) => {
        if (error instanceof APIError && error.status === 404) return undefined;
        throw error;
      }),
    );
    return answer?.result;
  }
}

/** The accounts these credentials have access to, by id and name. */
export async function accountsOf(credentials: Credentials): Promise<readonly { id: string; name: string }[]> {
  const what = "listing the accounts";
  try {
    const answer = await retrying(() =>
      clientFor(credentials).get<{ result: { id: string; name: string }[] }>("/accounts"),
    );
    return answer.result;
  } catch (error) {
    throw problemOf(what, error);
  }
}

// The SDK's own retries don't bound Retry-After, and don't know that a bulk write may be half done.
function clientFor(credentials: Credentials) {
  const baseURL = process.env["CLOUDFLARE_API_BASE_URL"] ?? official;
  // Without these nulls the SDK also takes credentials from the environment.
  const nothing = { apiToken: null, apiKey: null, apiEmail: null, userServiceKey: null };
  return createClient({ ...nothing, ...credentials, baseURL, maxRetries: 0, logLevel: "off", resources: [Namespaces] });
}

/** Says what failed and what to do. The SDK's errors contain no credentials, only the server's response. */
export function problemOf(what: string, error: unknown): Error {
  if (!(error instanceof APIError)) return error instanceof Error ? error : new Error(String(error));
  const reason = error.errors.map(({ message }) => message).join("; ") || error.message;
  const failed = `Cloudflare's API failed while ${what}`;
  if (error.status === undefined)
    return new Failure(
      `${failed}: no connection (${causeOf(error)}). Check the network and run the command again; it resumes where it stopped`,
    );
  if (error.status === 401 || error.status === 403 || (error.status === 400 && /authorization/i.test(reason)))
    return new Failure(
      `${failed}: it rejects the login (HTTP ${error.status}, "${reason}"). ` +
        `Log in with "npx wrangler login", or set CLOUDFLARE_API_TOKEN to a token with the permissions ` +
        `Workers Scripts: Edit and Workers KV Storage: Edit for the account in CLOUDFLARE_ACCOUNT_ID`,
    );
  if (error.status === 429)
    return new Failure(
      `${failed}: too many requests (HTTP 429, "${reason}"). The free plan allows 1,000 KV writes a day, counted from ` +
        `midnight UTC. What is stored stays stored: run the command again later and it resumes where it stopped`,
    );
  if (error.status >= 500)
    return new Failure(
      `${failed}: HTTP ${error.status}, "${reason}". See https://www.cloudflarestatus.com and run the command again later; ` +
        `it resumes where it stopped`,
    );
  return new Failure(`${failed}: HTTP ${error.status}, "${reason}"`);
}

function causeOf(error: Error): string {
  const cause: unknown = error.cause;
  if (!(cause instanceof Error)) return error.message;
  return cause.cause instanceof Error ? causeOf(cause) : cause.message;
}
