import { setTimeout as wait } from "node:timers/promises";
import { APIConnectionError, APIError } from "cloudflare/core/error";

/** How long to go on after failures that may pass. Times are milliseconds. */
export interface Patience {
  readonly attempts: number;
  /** The longest pause after the first failure; it doubles with each further one, up to `longest`. */
  readonly first: number;
  readonly longest: number;
  /** A server that asks for a longer pause than this is not waited for. */
  readonly longestAsked: number;
}

/** Eight attempts within about 45 seconds, or as slow as the server asks, up to two minutes a pause. */
export const patient: Patience = { attempts: 8, first: 500, longest: 15_000, longestAsked: 120_000 };

/** Whether the same request may succeed later: broken connections, timeouts, 408, 429 and whatever the server broke. */
export function mayPass(error: unknown): boolean {
  // A connection that breaks within the answer's body is not the SDK's error, but fetch's own: a TypeError with a cause.
  if (error instanceof APIConnectionError || (error instanceof TypeError && error.cause instanceof Error)) return true;
  return error instanceof APIError && (error.status === 408 || error.status === 429 || error.status >= 500);
}

/** Whether the server may have done a part of what was asked, or all of it, before the answer failed. */
export const mayBeDone = (error: unknown): boolean =>
  mayPass(error) && !(error instanceof APIError && error.status === 429);

/** The pause that a server asks for in Retry-After (RFC 9110 §10.2.3): seconds or a date. Undefined when it asks for none. */
export function askedPause(header: string | null | undefined, now: number): number | undefined {
  if (header === null || header === undefined || header === "") return undefined;
  const milliseconds = /^\d+(\.\d+)?$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

/**
 * How long to pause after a failure, undefined when that is enough of failures. Without a wish of the server the pause
 * is drawn from the upper half of a doubling range, so that several clients do not come back at once; a wish is kept
 * and made up to a second longer, for the same reason.
 *
 * @param failures how many there were, this one included
 */
export function pauseAfter(error: unknown, failures: number, patience: Patience): number | undefined {
  if (!mayPass(error) || failures >= patience.attempts) return undefined;
  const asked = error instanceof APIError ? askedPause(error.headers?.get("retry-after"), Date.now()) : undefined;
  if (asked !== undefined) return asked > patience.longestAsked ? undefined : asked + Math.random() * patience.first;
  const range = Math.min(patience.longest, patience.first * 2 ** (failures - 1));
  return range * (0.5 + Math.random() / 2);
}

/** Does something until it succeeds, or until its failures are enough; then the last failure is thrown. */
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
