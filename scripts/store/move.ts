import { renameSync } from "node:fs";

/**
 * Renames what was just written. On Windows a virus scanner or an indexer may hold a new file for a moment, so that it is tried again for
 * two seconds.
 */
export function move(from: string, to: string): void {
  for (let pause = 16; ; pause *= 2)
    try {
      return renameSync(from, to);
    } catch (error) {
      if (!isHeld(error) || pause > 1_024) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
}

const isHeld = (error: unknown): boolean =>
  process.platform === "win32" &&
  error instanceof Error &&
  "code" in error &&
  ["EPERM", "EACCES", "EBUSY"].includes(String(error.code));
