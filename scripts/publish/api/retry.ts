import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "../../base/failure.ts";
import { ApiError, isBroken } from "./request.ts";

/** How long to retry after transient failures. Times are in milliseconds. */
export interface Patience {
  readonly attempts: number;
  /** The longest pause after the first failure; it doubles with each further one, up to `longest`. */
  readonly first: number;
  readonly longest: number;
  /** Give up if the server asks for a longer pause than this. */
  readonly longestAsked: number;
  /** How long to wait for a response, if not a minute. */
  readonly silence?: number;
}

/** How long listings and reads of KV may lag behind writes, in milliseconds: a minute, as documented, and some. */
export const settling = 75_000;

/** Eight attempts within about 45 seconds, or as slow as the server asks, up to two minutes a pause. */
export const patient: Patience = {
  attempts: 8,
  first: 500,
  longest: 15_000,
  longestAsked: 120_000,
};

/** Who has been silent twice, for a minute each, is not asked six times more. */
const mostTimeouts = 2;

/** Worth another attempt, and a {@link Failure} after the last. */
export class PassingFailure extends Failure {}

/** Whether a limit of the day is reached. KV's is 10048; whatever its status, it passes at midnight and no sooner. */
export const isDaily = (error: unknown): boolean =>
  error instanceof ApiError && (error.codes.includes(10_048) || /\b(for the day|per day|daily)\b/i.test(error.message));

/** Whether the same request may succeed later: broken connections, timeouts, 408, 429 and server errors. */
export function mayPass(error: unknown): boolean {
  if (isDaily(error)) return false;
  if (error instanceof ApiError) return error.status === 408 || error.status === 429 || error.status >= 500;
  return isBroken(error) || error instanceof PassingFailure;
}

const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === "TimeoutError";

/** Whether the server may have done some or all of the work before the response failed. */
export const mayBeDone = (error: unknown): boolean =>
  !(error instanceof ApiError && (error.status === 429 || isDaily(error)));

/** The pause that a server asks for in Retry-After (RFC 9110 §10.2.3): seconds or a date. Undefined when it asks for none. */
export function askedPause(header: string | null, now: number): number | undefined {
  if (header === null || header === "") return undefined;
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
  const { attempts, first, longest, longestAsked } = patience;
  if (!mayPass(error) || failures >= (isTimeout(error) ? mostTimeouts : attempts)) return undefined;
  const asked = error instanceof ApiError ? askedPause(error.retryAfter, Date.now()) : undefined;
  if (asked === undefined) return Math.min(longest, first * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
  return asked > longestAsked ? undefined : asked + Math.random() * first;
}

/** Retries something until it succeeds or its attempts are used up; then throws the last failure. */
export async function retrying<Result>(action: () => Promise<Result>, patience: Patience): Promise<Result> {
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
