import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Blobs } from "./blobs.ts";
import { compileSite, type CompiledSite, type SiteOptions } from "./compile-site.ts";
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
  const fresh = `${target}.new-${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
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
