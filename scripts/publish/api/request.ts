import type { Shape } from "./shapes.ts";
import { variable } from "./variable.ts";

/** The headers that log a user in at Cloudflare. Never printed, never written. */
export type Login = Readonly<Record<string, string>>;

/** The address of a path of the API, or of what stands in for it. */
export const addressOf = (path: string): string =>
  (variable("CLOUDFLARE_API_BASE_URL") ?? "https://api.cloudflare.com/client/v4") + path;

/** How long to wait for the beginning of a response, in milliseconds. */
const longestWait = 60_000;

/** Sends one request to the API. A response other than a success is an {@link ApiError}. */
export async function request(login: Login, url: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...login, "content-type": "application/json" };
  const waiting = new AbortController();
  const late = new DOMException("Request timed out.", "TimeoutError");
  const timer = setTimeout(() => waiting.abort(late), longestWait);
  // The API moves nobody on, and a place elsewhere would get the headers with the login.
  const options = { ...init, headers, signal: waiting.signal, redirect: "manual" } as const;
  const response = await fetch(url, options).finally(() => clearTimeout(timer));
  if (response.ok) return response;
  throw new ApiError(response, await response.text().catch(String));
}

/** What Cloudflare wraps each result in. */
export interface Answer<Result> {
  readonly success: true;
  readonly result: Result;
  readonly result_info?: { readonly cursor?: string };
}

/**
 * The same for a result in JSON. A response that tells of no success, or has a result of another shape, is an {@link ApiError},
 * what is not JSON a SyntaxError.
 */
export async function requestResult<Result>(
  login: Login,
  url: string,
  isResult: Shape<Result>,
  init?: RequestInit,
): Promise<Answer<Result>> {
  const response = await request(login, url, init);
  const text = await response.text();
  const answer = JSON.parse(text) as Answer<unknown> | null;
  if (!answer?.success) throw new ApiError(response, text);
  const { result } = answer;
  if (isResult(result)) return { ...answer, result };
  const start = (JSON.stringify(result) ?? "nothing").slice(0, 80);
  throw new ApiError(response, `the result is ${start}, which this version of Fore-edge cannot read`);
}

/** A response of Cloudflare's API that is not a success, with what the server said. It contains no credentials. */
export class ApiError extends Error {
  readonly status: number;
  readonly retryAfter: string | null;

  constructor({ status, headers }: Pick<Response, "status" | "headers">, text: string) {
    super(reasonIn(text) || text || "no body");
    this.status = status;
    this.retryAfter = headers.get("retry-after");
  }
}

/** The messages in an error of Cloudflare's; none in the page of a gateway. */
function reasonIn(text: string): string {
  try {
    const { errors = [] } = JSON.parse(text) as { readonly errors?: readonly { readonly message: string }[] };
    return errors.map(({ message }) => message).join("; ");
  } catch {
    return "";
  }
}

/**
 * Whether there was no whole response of Cloudflare's: fetch's own errors have a cause, even those from within a body; ours is
 * the timeout; and what is not JSON was cut, or is the page of something in between.
 */
export const isBroken = (error: unknown): error is Error =>
  error instanceof DOMException ||
  error instanceof SyntaxError ||
  (error instanceof TypeError && error.cause instanceof Error);
