import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { move } from "./move.ts";
import { Failure } from "../base/failure.ts";
import { isRunning } from "./is-running.ts";

/**
 * Has `fill` fill a new folder, which then takes the place of `out`: as a whole, and only when everything succeeded. A
 * command that fails or is killed leaves the last one as it was. Throws `Failure` where `out` has something in it and is not
 * ours: that is somebody's work.
 */
export async function replaceFolder<T>(
  out: string,
  isOurs: (folder: string) => boolean,
  fill: (fresh: string) => Promise<T>,
): Promise<T> {
  const target = resolve(out);
  if (existsSync(target) && readdirSync(target).length > 0 && !isOurs(target))
    throw new Failure(
      `"${target}" contains files that this command did not write, expected a new, an empty or an earlier output folder`,
    );
  sweep(target);
  const fresh = beside(target, "new");
  let old = beside(target, "old");
  while (existsSync(old)) old += "0"; // one that could not be taken away, by a process of the same number
  mkdirSync(dirname(target), { recursive: true });
  mkdirSync(fresh); // by this process, and no symbolic link
  try {
    const outcome = await fill(fresh);
    // A folder with something in it can't be renamed over, so the old one steps aside first.
    if (lstatSync(target, { throwIfNoEntry: false })) move(target, old);
    move(fresh, target);
    discard(old);
    return outcome;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** A folder beside another that no person would name like that, with the process that works on it. */
const beside = (target: string, stage: "new" | "old"): string =>
  join(dirname(target), `.${basename(target)}.fore-edge-${stage}-${process.pid}`);

/** Takes away what killed builds left behind, even one with the process number that this one has now. */
function sweep(target: string): void {
  const folder = dirname(target);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const [, named, id] = /^\.(.+)\.fore-edge-(?:new|old)-(\d+)$/s.exec(name) ?? [];
    if (named === basename(target) && (Number(id) === process.pid || !isRunning(Number(id))))
      discard(join(folder, name));
  }
}

/** Takes a folder away unless the system refuses, since another user wrote it, as with sudo or in a container: what is built is there. */
function discard(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && ["EACCES", "EPERM", "EBUSY"].includes(String(error.code))))
      throw error;
  }
}
