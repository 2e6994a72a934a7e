import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import { engine } from "../base/engine.ts";
import { textIfThere } from "../base/own-file.ts";
import type { Blobs } from "../store/blobs.ts";
import { Cache, finishing } from "../store/cache.ts";
import { isDamage } from "../store/database.ts";
import { writeManifest } from "../store/manifest.ts";
import { ContentError, isError, shownPath } from "../base/problems.ts";
import { pathsOf } from "../images/pictures/picture-tag.ts";
import { checkAssets } from "./asset-limits.ts";
import { checkRelease } from "./release-limits.ts";
import { compileSite, type CompiledSite, type SiteOptions } from "./compile-site.ts";
import { searchBindings } from "./search-bindings.ts";
import { stemmersModule } from "./stemmers-module.ts";
import { replaceFolder } from "../store/output-folder.ts";
import { assetRules, writeHeaderRules } from "../site/header-rules.ts";
import { copyStatics, writeFolderRules } from "../site/static-files.ts";

export interface PrebuildOptions extends Omit<SiteOptions, "assets" | "cache" | "write"> {
  /** The folder that gets `manifest.json`, `release.bin`, `stemmers.mjs` and `assets/`. */
  readonly out: string;
  /** The folder of the cache. */
  readonly cache?: string;
}

export interface Prebuilt extends CompiledSite {
  readonly manifests: readonly string[];
  /** How many static files are served. */
  readonly assets: number;
}

const indexFolder = "/_search/";

const isOurs = (folder: string): boolean => existsSync(join(folder, "release.bin"));

/** Builds a content folder into `out`. */
export function prebuild({ out, cache: folder = defaultCache, ...options }: PrebuildOptions): Promise<Prebuilt> {
  return replaceFolder(out, isOurs, async (fresh) => {
    const assets = join(fresh, "assets");
    const built = await withCache(folder, async (cache) => {
      const manifests: string[] = [];
      const write = async (blobs: Blobs): Promise<void> => {
        manifests.push(...(await writeManifest(blobs, cache, fresh)));
      };
      const site = await compileSite({ ...options, assets, cache, write });
      const languages = site.search?.languages ?? [];
      writeFileSync(join(fresh, "stemmers.mjs"), await stemmersModule(languages, cache));
      return { ...site, manifests };
    });
    writeFileSync(join(fresh, "release.bin"), built.release);
    copyStatics(options.root, built.files, assets);
    writeFolderRules(built.files, assets);
    writeHeaderRules(assets, assetRules);
    const sources = new Map([
      ...[...built.files].map(([path, file]) => [decodeURIComponent(path), file] as const),
      ...[...built.pictures].flatMap(([file, picture]) =>
        "src" in picture ? pathsOf(picture).map((path) => [path, file] as const) : [],
      ),
    ]);
    const fileOf = (path: string): string => {
      if (path.startsWith(indexFolder)) return shownPath(join(out, "assets", indexFolder)); // whose name is nobody's to know
      const file = sources.get(path);
      return shownPath(file === undefined ? join(out, "assets", path) : join(options.root, file));
    };
    const { count, problems } = checkAssets(assets, { all: shownPath(options.root), fileOf });
    const articles = [...built.content.posts, ...built.content.pages].map(({ article }) => article);
    const articleOf = (path: string): string | undefined => {
      const found = articles.find((article) => article.path === path || article.source === path);
      return found && shownPath(join(options.root, found.file));
    };
    const sizes = { blobs: built.blobs.sizes, paths: built.timeline.paths, release: built.release };
    const tooLarge = checkRelease(sizes, { all: shownPath(options.root), fileOf: articleOf });
    const warnings = [...built.warnings, ...(built.search ? searchBindings() : []), ...problems, ...tooLarge];
    if (warnings.some(isError)) throw new ContentError(warnings);
    return { ...built, warnings, assets: count };
  });
}

export const defaultCache = ".cache";

/** Runs a build with what earlier ones left in a folder. It is run again with an empty cache where it finds that damaged. */
export function withCache<T>(folder: string, build: (cache: Cache) => Promise<T>): Promise<T> {
  const code = buildDigest();
  const run = async (): Promise<T> => {
    const cache = new Cache(folder, code);
    return finishing(cache, build).finally(() => cache.close());
  };
  return run().catch((error: unknown) => {
    if (!isDamage(error)) throw error;
    rmSync(join(folder, "build"), { recursive: true, force: true });
    return run();
  });
}

/**
 * Digest of all that decides what becomes of the same content: our own code, the exact dependencies, and the runtime with
 * its tables of languages and zones. What was made by other code is never taken from a cache.
 */
export function buildDigest(): string {
  const { node, icu, tz } = process.versions;
  const code = codeDigest(new URL("./compile-site.ts", import.meta.url));
  // What npm installed last, with the packages that our packages depend on; none, or another package manager's, counts as nothing.
  const installed = textIfThere("package-lock.json") ?? "";
  return digestOf(JSON.stringify([node, icu, tz, engine.dependencies, installed, code]));
}
