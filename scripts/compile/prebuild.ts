import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Articles } from "./articles.ts";
import type { Blobs } from "./blobs.ts";
import { codeDigest } from "./code-digest.ts";
import { compileSite, type CompiledSite, type SiteOptions } from "./compile-site.ts";
import { KeptBlobs } from "./kept-blobs.ts";
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
    const assets = join(fresh, "assets");
    const built = await finishing(new BuildCache(cache), async ({ shelf, blobs }) => {
      const articles = new Articles(shelf);
      const site = await compileSite({ ...options, assets, cache, articles, shelf }, blobs);
      return { ...site, blobs, manifests: blobs.writeManifest(fresh) };
    });
    writeFileSync(join(fresh, "release.bin"), built.release);
    copyStatics(options.root, built.files, assets);
    return built;
  });
}

export const defaultCache = ".cache";

/** What earlier builds left in the cache: texts, and finished blobs. */
export class BuildCache {
  readonly shelf: Pack;
  readonly blobs: KeptBlobs;

  constructor(cache: string) {
    const code = codeDigest();
    this.shelf = new Pack(join(cache, "build/texts"), code);
    this.blobs = new KeptBlobs(join(cache, "build/blobs"), code);
  }

  finish(succeeded: boolean): void {
    this.shelf.finish(succeeded);
    this.blobs.finish(succeeded);
  }
}
