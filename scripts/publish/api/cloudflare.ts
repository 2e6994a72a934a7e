import { Failure } from "../../base/failure.ts";
import { addressOf, type Answer, ApiError, isBroken, type Login, request, requestResult } from "./request.ts";
import type { Shape } from "./shapes.ts";
import { patient, retrying } from "./retry.ts";

/** One account at Cloudflare. */
export type Cloudflare = ReturnType<typeof cloudflareOf>;

/** Reaches an account. Paths are below it. */
export function cloudflareOf(login: Login, account: string, patience = patient) {
  const url = addressOf(`/accounts/${account}`);
  const askHere = async <Result>(what: string, action: () => Promise<Result>): Promise<Result> =>
    ask(what, action, patience);
  return {
    account,
    /** Sends one request. */
    fetch: (path: string, init?: RequestInit): Promise<Response> => request(login, url + path, init),
    /** The same, for a result in JSON. */
    send: <Result>(path: string, isResult: Shape<Result>, init?: RequestInit): Promise<Answer<Result>> =>
      requestResult(login, url + path, isResult, init),
    /** See {@link ask}. */
    ask: askHere,
    /** The same; undefined on a 404. */
    find: async <Result>(what: string, action: () => Promise<Result>): Promise<Result | undefined> =>
      askHere(what, () =>
        action().catch((error: unknown) => {
          if (error instanceof ApiError && error.status === 404) return undefined;
          throw error;
        }),
      ),
  };
}

/** Asks, with retries. An error that retrying can't cure becomes a {@link Failure}. */
export async function ask<Result>(what: string, action: () => Promise<Result>, patience = patient): Promise<Result> {
  return retrying(action, patience).catch((error: unknown) => {
    if (!isBroken(error) && !(error instanceof ApiError)) throw error;
    const reason = error instanceof ApiError ? reasonOf(error) : noConnection(error);
    throw new Failure(`Cloudflare's API failed while ${what}: ${reason}`);
  });
}

/** Says what failed and what to do. */
function reasonOf({ status, message }: ApiError): string {
  const said = `HTTP ${status}, "${message}"`;
  if (status === 401 || status === 403 || (status === 400 && /authorization/i.test(message)))
    return (
      `it rejects the login (${said}). Log in with "npx wrangler login", or set CLOUDFLARE_API_TOKEN to a token with the ` +
      `permissions Workers Scripts: Edit and Workers KV Storage: Edit for the account in CLOUDFLARE_ACCOUNT_ID`
    );
  if (status === 429)
    return (
      `too many requests (${said}). The free plan allows 1,000 KV writes a day, counted from midnight UTC. ` +
      `What is stored stays stored: run the command again later and it resumes where it stopped`
    );
  if (status < 500) return said;
  return `${said}. See https://www.cloudflarestatus.com and run the command again later; it resumes where it stopped`;
}

const noConnection = (error: Error): string =>
  `no connection (${causeOf(error)}). Check the network and run the command again; it resumes where it stopped`;

const causeOf = ({ cause, message }: Error): string => (cause instanceof Error ? causeOf(cause) : message);
