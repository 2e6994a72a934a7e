import { setTimeout as wait } from "node:timers/promises";

/** Cloudflare takes 1,200 requests of a user in five minutes, and wrangler makes some dozens of its own: https://developers.cloudflare.com/fundamentals/api/reference/limits/ */
const most = 1_100;
const span = 5 * 60 * 1_000;

/** What lets so many requests through within a span of milliseconds, and makes the next wait until the first of them is as long ago. */
export function paceOf(
  limit = most,
  within = span,
  now = (): number => performance.now(),
  pause: (milliseconds: number) => Promise<unknown> = wait,
): () => Promise<void> {
  const begun: number[] = [];
  return async () => {
    const first = begun.at(-limit);
    const left = first === undefined ? 0 : first + within - now();
    begun.push(Math.max(now(), now() + left)); // its turn is taken before it waits, so that others line up behind it
    if (begun.length > limit) begun.shift();
    if (left > 0) await pause(left);
  };
}
