import { recordIn } from "../../base/record.ts";
import { paceOf } from "./pace.ts";
import { hearTime } from "./server-time.ts";
import { list, number, optional, record, type Shape, text } from "./shapes.ts";
import { variable } from "./variable.ts";

/** The headers that log a user in at Cloudflare. Never printed, never written. */
export type Login = Readonly<Record<string, string>>;

/** The address of a path of the API, or of what stands in for it. */
export const addressOf = (path: string): string =>
  (variable("CLOUDFLARE_API_BASE_URL") ?? "https://api.cloudflare.com/client/v4") + path;

/** How long to wait for a response, and again for the rest of it, in milliseconds. A bulk write sends up to 5 MB before. */
const longestWait = 60_000;

const turn = paceOf();

/**
 * Sends one request to the API. A response other than a success is an {@link ApiError}.
 *
 * @param read what is wanted of the response
 */
export async function request<Result>(
  login: Login,
  url: string,
  read: (response: Response) => Promise<Result>,
  { patience = longestWait, ...init }: RequestInit & { readonly patience?: number | undefined } = {},
): Promise<Result> {
  await turn();
  const headers = { ...login, "content-type": "application/json" };
  const waiting = new AbortController();
  const late = (): void => waiting.abort(new DOMException("Request timed out.", "TimeoutError"));
  let timer = setTimeout(late, patience);
  try {
    // The API moves nobody on, and a place elsewhere would get the headers with the login.
    const options = { ...init, headers, signal: waiting.signal, redirect: "manual" } as const;
    const response = await fetch(url, options);
    clearTimeout(timer);
    timer = setTimeout(late, patience);
    hearTime(response.headers.get("date"));
    if (response.ok) return await read(response);
    throw new ApiError(response, await response.text().catch(String), login);
  } finally {
    clearTimeout(timer);
  }
}

/** What Cloudflare wraps each result in. */
export interface Answer<Result> {
  readonly success: true;
  readonly result: Result;
  readonly result_info?: { readonly cursor?: string };
}

/**
 * The same for a result in JSON. A response that reports no success, or has a result of another shape, is an {@link ApiError},
 * what is not JSON a SyntaxError.
 */
export async function requestResult<Result>(
  login: Login,
  url: string,
  isResult: Shape<Result>,
  init?: Parameters<typeof request>[3],
): Promise<Answer<Result>> {
  const [response, body] = await request(login, url, async (got) => [got, await got.text()] as const, init);
  const answer = JSON.parse(body) as Answer<unknown> | null;
  if (!answer?.success) throw new ApiError(response, body, login);
  const { result } = answer;
  if (isResult(result)) return { ...answer, result };
  const start = (JSON.stringify(result) ?? "nothing").slice(0, 80);
  throw new ApiError(response, `the result is ${start}, which this version of Fore-edge cannot read`, login);
}

/** A response of Cloudflare's API that is not a success, with what the server said, but for the login, should it repeat that. */
export class ApiError extends Error {
  readonly status: number;
  readonly retryAfter: string | null;
  /** Cloudflare's own numbers of what went wrong. */
  readonly codes: readonly number[];

  constructor({ status, headers }: Pick<Response, "status" | "headers">, text: string, login: Login = {}) {
    const errors = errorsIn(text);
    super(without(login, errors.map(({ message }) => message).join("; ") || text || "no body"));
    this.codes = errors.map(({ code }) => code);
    this.status = status;
    this.retryAfter = headers.get("retry-after");
  }
}

const without = (login: Login, said: string): string =>
  Object.values(login).reduce((rest, value) => rest.replaceAll(value.replace(/^Bearer /, ""), "<login>"), said);

/** The errors that Cloudflare names; none in the page of a gateway. */
function errorsIn(text: string): readonly { readonly message: string; readonly code: number }[] {
  const errors = recordIn(text)?.["errors"];
  return areErrors(errors) ? errors.map(({ message, code }) => ({ message, code: code ?? 0 })) : [];
}

const areErrors = list(record({ message: text, code: optional(number) }));

/**
 * Whether Cloudflare gave no whole response: fetch's own errors have a cause, even those from within a body; ours is
 * the timeout; and what is not JSON was cut, or is the page of something in between.
 */
export const isBroken = (error: unknown): error is Error =>
  error instanceof DOMException ||
  error instanceof SyntaxError ||
  (error instanceof TypeError && error.cause instanceof Error);
