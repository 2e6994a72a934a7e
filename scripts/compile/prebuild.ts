import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Blobs } from "./blobs.ts";
import { compileSite, type CompiledSite, type SiteOptions } from "./compile-site.ts";
import { Failure } from "./failure.ts";
import { Manifest } from "./manifest.ts";
import { copyStatics } from "./statics.ts";

export interface PrebuildOptions extends Omit<SiteOptions, "assets" | "cache"> {
  /** The folder that gets `manifest.json`, `release.bin` and `assets/`. */
  readonly out: string;
  readonly cache?: string;
}

export interface Prebuilt extends CompiledSite {
  readonly blobs: Blobs;
  readonly manifests: readonly string[];
}

/**
 * Builds a content folder into `out`. The folder is replaced as a whole and only when everything succeeded; a build that
 * fails or is killed leaves the last one as it was.
 */
export async function prebuild({ out, cache = ".cache", ...options }: PrebuildOptions): Promise<Prebuilt> {
  const target = resolve(out);
  assertReplaceable(target);
  sweep(target);
  const fresh = `${target}.new-${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    const manifest = new Manifest(fresh);
    const blobs = new Blobs((key, value) => manifest.add(key, value));
    const assets = join(fresh, "assets");
    const site = await compileSite({ ...options, assets, cache }, blobs);
    manifest.close();
    writeFileSync(join(fresh, "release.bin"), site.release);
    copyStatics(options.root, site.files, assets);
    replace(target, fresh);
    return { ...site, blobs, manifests: manifest.files };
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** A folder that holds anything but an earlier build is somebody's work. */
function assertReplaceable(target: string): void {
  const names = existsSync(target) ? readdirSync(target) : [];
  if (names.length > 0 && !names.includes("release.bin"))
    throw new Failure(
      `"${target}" holds files that are no build, expected a new, an empty or an earlier output folder`,
    );
}

/** Takes away what builds left behind that were killed. */
function sweep(target: string): void {
  const folder = dirname(target);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const [, process] = name.startsWith(`${basename(target)}.`) ? (/\.(?:new|old)-(\d+)$/.exec(name) ?? []) : [];
    if (process !== undefined && !isRunning(Number(process)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0); // signal 0 only asks
  } catch {
    return false;
  }
}

// A folder with something in it can't be renamed over, so the old one steps aside first.
function replace(target: string, fresh: string): void {
  const old = `${target}.old-${process.pid}`;
  rmSync(old, { recursive: true, force: true });
  try {
    renameSync(target, old);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "ENOENT")) throw cause;
  }
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
}
