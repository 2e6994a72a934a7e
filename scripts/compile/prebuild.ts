import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Articles } from "./articles.ts";
import type { Blobs } from "./blobs.ts";
import { codeDigest } from "./code-digest.ts";
import { compileSite, type CompiledSite, type SiteOptions } from "./compile-site.ts";
import { LineBlobs } from "./line-blobs.ts";
import { Manifest } from "./manifest.ts";
import { replaceFolder } from "./output-folder.ts";
import { Pack } from "./pack.ts";
import { finishing } from "./shelf.ts";
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

const builds = { noun: "build", isOurs: (folder: string) => existsSync(join(folder, "release.bin")) };

/** Builds a content folder into `out`. */
export function prebuild({ out, cache = defaultCache, ...options }: PrebuildOptions): Promise<Prebuilt> {
  return replaceFolder(out, builds, async (fresh) => {
    const manifest = new Manifest(fresh);
    const assets = join(fresh, "assets");
    const { site, blobs } = await finishing(openShelf(cache), async (shelf) => {
      const blobs = new LineBlobs((_, line) => manifest.add(line), shelf);
      const articles = new Articles(shelf);
      return { blobs, site: await compileSite({ ...options, assets, cache, articles, shelf }, blobs) };
    });
    manifest.close();
    writeFileSync(join(fresh, "release.bin"), site.release);
    copyStatics(options.root, site.files, assets);
    return { ...site, blobs, manifests: manifest.files };
  });
}

export const defaultCache = ".cache";

/** What earlier builds left in the cache. */
export const openShelf = (cache: string): Pack => new Pack(join(cache, "build"), codeDigest());
