import { setTimeout as wait } from "node:timers/promises";
import { APIConnectionError, APIError } from "cloudflare/core/error";

/** How long to retry after transient failures. Times are in milliseconds. */
export interface Patience {
  readonly attempts: number;
  /** The longest pause after the first failure; it doubles with each further one, up to `longest`. */
  readonly first: number;
  readonly longest: number;
  /** Give up if the server asks for a longer pause than this. */
  readonly longestAsked: number;
}

/** Eight attempts within about 45 seconds, or as slow as the server asks, up to two minutes a pause. */
export const patient: Patience = { attempts: 8, first: 500, longest: 15_000, longestAsked: 120_000 };

/** Whether the same request may succeed later: broken connections, timeouts, 408, 429 and server errors. */
export function mayPass(error: unknown): boolean {
  // If the connection breaks within the response body, the error is fetch's, not the SDK's: a TypeError with a cause.
  if (error instanceof APIConnectionError || (error instanceof TypeError && error.cause instanceof Error)) return true;
  return error instanceof APIError && (error.status === 408 || error.status === 429 || error.status >= 500);
}

/** Whether the server may have done some or all of the work before the response failed. */
export const mayBeDone = (error: unknown): boolean =>
  mayPass(error) && !(error instanceof APIError && error.status === 429);

/** The pause that a server asks for in Retry-After (RFC 9110 §10.2.3): seconds or a date. Undefined when it asks for none. */
export function askedPause(header: string | null | undefined, now: number): number | undefined {
  if (header === null || header === undefined || header === "") return undefined;
  const milliseconds = /^\d+(\.\d+)?$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

/**
 * How long to pause after a failure; undefined to give up. Unless the server asks for a pause, it is drawn from the upper half
 * of a doubling range, so that several clients do not come back at once; what the server asks for is extended by up to
 * `patience.first`, for the same reason.
 *
 * @param failures the number so far, including this one
 */
export function pauseAfter(error: unknown, failures: number, patience: Patience): number | undefined {
  if (!mayPass(error) || failures >= patience.attempts) return undefined;
  const asked = error instanceof APIError ? askedPause(error.headers?.get("retry-after"), Date.now()) : undefined;
  if (asked !== undefined) return asked > patience.longestAsked ? undefined : asked + Math.random() * patience.first;
  return pauseOf(failures, patience);
}

/** How long to pause when nobody asks for a pause; undefined to give up. */
export const pauseOf = (failures: number, { attempts, first, longest }: Patience): number | undefined =>
  failures < attempts ? Math.min(longest, first * 2 ** (failures - 1)) * (0.5 + Math.random() / 2) : undefined;

/** Retries something until it succeeds or its attempts are used up; then throws the last failure. */
export async function retrying<Result>(action: () => Promise<Result>, patience: Patience = patient): Promise<Result> {
  for (let failures = 1; ; failures++) {
    try {
      return await action();
    } catch (error) {
      const pause = pauseAfter(error, failures, patience);
      if (pause === undefined) throw error;
      await wait(pause);
    }
  }
}
