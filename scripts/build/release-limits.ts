import { gzipSync } from "node:zlib";
import type { Entry } from "../../src/content/release.ts";
import { megabytes } from "../base/order.ts";
import type { Problem } from "../base/problems.ts";
import { cloudflare, mebibytes } from "./asset-limits.ts";

/** Compressed bytes of a worker that Cloudflare takes: https://developers.cloudflare.com/workers/platform/limits/#worker-size */
const workerSize = { free: 3_000_000, paid: 10_000_000, ours: 150_000 };

/** What Workers KV keeps on the free plan, in bytes. */
export const freeStorage = 1_000_000_000;

interface Sizes {
  /** Bytes of each blob, by its key. */
  readonly blobs: ReadonlyMap<string, number>;
  /** All paths, and so what each blob is for. */
  readonly paths: ReadonlyMap<string, readonly Entry[]>;
  readonly release: Uint8Array;
}

/**
 * Finds what Workers would refuse of a release once everything else is done, and what won't fit into the free plan.
 *
 * @param fileOf the file that a path is made from; otherwise `all` is named
 */
export function checkRelease(
  { blobs, paths, release }: Sizes,
  { all, fileOf }: { readonly all: string; readonly fileOf: (path: string) => string | undefined },
  limits = { value: cloudflare.bytes, worker: workerSize, storage: freeStorage },
): Problem[] {
  const place = { line: 1, column: 1 };
  const large = new Map([...blobs].filter(([, size]) => size > limits.value));
  const problems = [...(large.size === 0 ? [] : paths)].flatMap(([path, entries]): Problem[] => {
    const size = Math.max(0, ...entries.map(({ target }) => (target && "key" in target && large.get(target.key)) || 0));
    if (size === 0) return [];
    const message = `${path} has ${mebibytes(size)}, and Workers KV takes values of at most ${mebibytes(limits.value)}, divide it`;
    return [{ file: fileOf(path) ?? all, severity: "error", message, ...place }];
  });
  const { free, paid, ours } = limits.worker;
  // Smaller ones fit however badly they compress.
  const worker = release.byteLength + ours < free ? 0 : gzipSync(release).byteLength + ours;
  if (worker > free) {
    const severity = worker > paid ? "error" : "warning";
    const message = `makes a worker of ${megabytes(worker)} compressed, and Cloudflare takes at most ${megabytes(free)} on its free plan and ${megabytes(paid)} on the paid one; nearly all of it is the list of what each path shows`;
    problems.push({ file: all, severity, message, ...place });
  }
  const stored = blobs.values().reduce((sum, size) => sum + size, 0);
  if (stored > limits.storage) {
    const message = `makes ${megabytes(stored)} for Workers KV, and the free plan keeps ${megabytes(limits.storage)}`;
    problems.push({ file: all, severity: "warning", message, ...place });
  }
  return problems;
}
