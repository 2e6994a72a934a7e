import { statSync } from "node:fs";
import { join } from "node:path";
import { filesIn } from "../base/files-below.ts";
import { withCommas } from "../base/order.ts";
import type { Problem } from "../base/problems.ts";

/** What Cloudflare takes of a version of a worker: https://developers.cloudflare.com/workers/platform/limits/#static-assets */
export const cloudflare = { free: 20_000, paid: 100_000, bytes: 25 * 1024 * 1024 };

// Cloudflare reads these, and serves neither.
const rules = new Set(["/_headers", "/_redirects"]);

/** Where problems are told: of all files, and of the one at a path. */
interface Sources {
  readonly all: string;
  readonly fileOf: (path: string) => string;
}

/** Counts the static files of a release, and finds what Cloudflare would refuse once everything else is done. */
export function checkAssets(
  folder: string,
  { all, fileOf }: Sources,
  limits = cloudflare,
): { readonly count: number; readonly problems: readonly Problem[] } {
  const place = { line: 1, column: 1 };
  const paths = filesIn(folder)
    .map((path) => `/${path}`)
    .filter((path) => !rules.has(path));
  const problems: Problem[] = [];
  for (const path of paths) {
    const { size } = statSync(join(folder, path));
    if (size <= limits.bytes) continue;
    const file = fileOf(path);
    const message = `has ${mebibytes(size)}, and Cloudflare takes files of at most ${mebibytes(limits.bytes)}, make it smaller or store it elsewhere`;
    // A picture under static/ is served twice.
    if (problems.every((other) => other.file !== file)) problems.push({ file, severity: "error", message, ...place });
  }
  const tooMany = countProblem(paths.length, limits);
  if (tooMany) problems.push({ file: all, ...tooMany, ...place });
  return { count: paths.length, problems };
}

function countProblem(count: number, { free, paid }: typeof cloudflare) {
  if (count <= 0.9 * free) return undefined; // from there on a warning leaves time to do something
  const severity = count > paid ? ("error" as const) : ("warning" as const);
  const limit =
    count > paid ? withCommas(paid) : `${withCommas(free)} on its free plan and ${withCommas(paid)} on the paid one`;
  const cure = 'a picture is up to four of them, and a card, which "cards: false" in site.yaml saves, is one';
  return { severity, message: `has ${withCommas(count)} static files, and Cloudflare takes at most ${limit}; ${cure}` };
}

export const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
