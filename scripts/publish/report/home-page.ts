import { setTimeout as wait } from "node:timers/promises";

/** What a site answered when it was asked for its home page. */
export interface HomePage {
  readonly url: string;
  readonly status?: number;
  /** Why there is no answer. */
  readonly problem?: string;
}

const timeout = 5_000;

/** Asks a site for its home page, as a reader would, and again if it is not there at once. Never throws. */
export async function askHomePage(
  url: string,
  [pause, ...later]: readonly number[] = [1_000, 3_000],
): Promise<HomePage> {
  const home = new URL("/", url).href;
  try {
    const response = await fetch(home, { redirect: "manual", signal: AbortSignal.timeout(timeout) });
    await response.body?.cancel();
    if (response.status < 400 || pause === undefined) return { url: home, status: response.status };
  } catch (error) {
    return { url: home, problem: reasonOf(error) };
  }
  await wait(pause);
  return askHomePage(url, later);
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
};

/** `home page: HTTP 200`, and what to make of anything else. */
export function describeHomePage({ status, problem }: HomePage): string {
  if (status === undefined)
    return `home page: no answer from here yet (${problem}); a new address can take some minutes`;
  if (status < 300) return `home page: HTTP ${status}`;
  return status < 400
    ? `home page: HTTP ${status}, which leads elsewhere`
    : `home page: HTTP ${status}; "npx wrangler tail" shows why, and "npm run rollback" goes back`;
}
