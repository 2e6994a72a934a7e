import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "../base/failure.ts";
import type { Blobs } from "./api/namespace-values.ts";

/** The key under which a clean-up announces itself. No digest looks like it. */
export const lockKey = "clean-up";

/** Seconds after which the announcement of a killed clean-up expires. */
export const lockLife = 900;

const pause = 5_000;

/**
 * All keys, at a moment when no clean-up is running: waits while one announces itself, and says whether it had to.
 *
 * @param note called once if it has to wait
 */
export async function listUndisturbed(
  blobs: Pick<Blobs, "list">,
  note: (text: string) => void,
): Promise<{ readonly keys: ReadonlyMap<string, unknown>; readonly waited: boolean }> {
  const end = performance.now() + lockLife * 1_000;
  for (let noted = false; ; noted = true) {
    const keys = await blobs.list();
    if (!keys.has(lockKey)) return { keys, waited: noted };
    if (!noted) note('"npm run gc" is running; waiting for it to finish');
    if (performance.now() > end)
      throw new Failure(
        `A clean-up has been running for ${lockLife / 60} minutes. If none is running, delete the key "${lockKey}" from KV`,
      );
    await wait(pause);
  }
}
