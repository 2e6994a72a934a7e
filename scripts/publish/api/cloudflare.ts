import { Failure } from "../../base/failure.ts";
import { note } from "../../base/terminal.ts";
import { addressOf, type Answer, ApiError, isBroken, type Login, request, requestResult } from "./request.ts";
import type { Shape } from "./shapes.ts";
import { isDaily, patient, retrying } from "./retry.ts";
import { serverTime } from "./server-time.ts";

/** One account at Cloudflare. */
export type Cloudflare = ReturnType<typeof cloudflareOf>;

/** Reaches an account. Paths are below it. */
export function cloudflareOf(login: Login, account: string, patience = patient) {
  const url = addressOf(`/accounts/${account}`);
  const askHere = async <Result>(what: string, action: () => Promise<Result>): Promise<Result> =>
    ask(what, action, patience);
  return {
    account,
    /** Reads the bytes at a path. */
    bytes: (path: string): Promise<Uint8Array<ArrayBuffer>> =>
      request(login, url + path, (response) => response.bytes(), { patience: patience.silence }),
    /** Sends one request, for a result in JSON. */
    send: <Result>(path: string, isResult: Shape<Result>, init?: RequestInit): Promise<Answer<Result>> =>
      requestResult(login, url + path, isResult, { ...init, patience: patience.silence }),
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
  let seconds = 0;
  const timer = setInterval(() => note(`still ${what}, for ${(seconds += quiet)} s`), quiet * 1_000);
  const done = retrying(action, patience).finally(() => clearInterval(timer));
  return done.catch((error: unknown) => {
    if (!isBroken(error) && !(error instanceof ApiError)) throw error;
    const reason = error instanceof ApiError ? reasonOf(error) : noConnection(error);
    throw new Failure(`Cloudflare's API failed while ${what}: ${reason}`);
  });
}

/** After how many seconds without a result people are told what takes so long. */
const quiet = 15;

/** Says what failed and what to do. */
function reasonOf(error: ApiError): string {
  const { status, message } = error;
  const said = `HTTP ${status}, "${message}"`;
  if (isDaily(error))
    return (
      `the day's limit is reached (${said}). Cloudflare counts from midnight UTC, which is in ${untilMidnight(serverTime())}; ` +
      `the free plan allows 1,000 KV writes, deletes and lists a day each. What is stored stays stored: run the command again ` +
      `after that, and it resumes where it stopped`
    );
  if (status === 401 || status === 403 || (status === 400 && /authorization/i.test(message)))
    return (
      `it rejects the login (${said}). Log in with "npx wrangler login", or set CLOUDFLARE_API_TOKEN to a token with the ` +
      `permissions Workers Scripts: Edit and Workers KV Storage: Edit for the account in CLOUDFLARE_ACCOUNT_ID`
    );
  if (status === 429)
    return (
      `too many requests (${said}). Cloudflare takes 1,200 in five minutes from all that one user runs. ` +
      `What is stored stays stored: run the command again in five minutes and it resumes where it stopped`
    );
  if (status < 500) return said;
  return `${said}. See https://www.cloudflarestatus.com and run the command again later; it resumes where it stopped`;
}

/** `5 h 12 min` */
function untilMidnight(now: number): string {
  const minutes = Math.ceil((day - (now % day)) / 60_000);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const day = 24 * 60 * 60 * 1_000;

const noConnection = (error: Error): string =>
  `no connection (${causeOf(error)}). Check the network and run the command again; it resumes where it stopped`;

const causeOf = ({ cause, message }: Error): string => (cause instanceof Error ? causeOf(cause) : message);
