import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../src/app.ts";
import type { Moment } from "../../src/content/date.ts";
import { Release, type Target } from "../../src/content/release.ts";
import { canonicalPath } from "../../src/content/slug.ts";
import { ContentError, isError } from "../base/problems.ts";
import { compileSite } from "../build/compile-site.ts";
import { withCache } from "../build/prebuild.ts";
import { importTheme } from "../build/project-theme.ts";
import { pathsOf } from "../images/pictures/picture-tag.ts";
import { servedPaths } from "../site/static-files.ts";

/** What a blog answers to an address, at the end of its redirects. */
export interface Answer {
  /** 200, 404, 410 or, where redirects lead in a circle, 508. */
  readonly status: number;
  /** The path that answers. */
  readonly path: string;
  /** How many redirects led there. */
  readonly moved: number;
  /** `file` is one that the platform serves as it is. */
  readonly kind: Exclude<Target["kind"], "redirect" | "gone"> | "file" | "none";
  /** The page or feed; nothing for a file. */
  readonly text: () => Promise<string>;
}

export type Ask = (path: string) => Promise<Answer>;

const nothing = async (): Promise<string> => "";

// A browser gives up after twenty.
const most = 5;

/**
 * Builds a content folder into a temporary place and lets `use` ask the blog for paths, without a server, with its time zone: the app answers as the worker
 * does, pictures are planned and not drawn, and nothing can be searched. Throws `ContentError` if the content has errors.
 */
export async function askingBlog<T>(
  root: string,
  cache: string,
  now: Moment,
  use: (ask: Ask, timezone: string) => Promise<T>,
): Promise<T> {
  const assets = mkdtempSync(join(tmpdir(), "fore-edge-compare-"));
  try {
    return await withCache(cache, async (kept) => {
      const site = await compileSite({ root, assets, cache: kept, now, until: now, drawsLater: true, search: "later" });
      const release = new Release(site.release.buffer);
      const app = createApp(
        release,
        { get: async (key) => site.blobs.value(key) },
        () => now,
        undefined,
        await importTheme(site.theme.module),
      );
      const pictures = [...site.pictures.values()].flatMap((picture) => ("src" in picture ? pathsOf(picture) : []));
      const files = new Set([...servedPaths(site.site, site.files).keys(), ...pictures]);
      return use(async (address) => {
        let path = canonicalPath(address) ?? address;
        for (let moved = 0; moved <= most; moved++) {
          if (files.has(path)) return { status: 200, path, moved, kind: "file", text: nothing };
          const { target } = release.route(path, now);
          if (target?.kind === "redirect") {
            path = target.to;
            continue;
          }
          if (target === undefined || target.kind === "gone")
            return { status: target === undefined ? 404 : 410, path, moved, kind: "none", text: nothing };
          const ask = async (): Promise<string> => (await app.request(`http://blog.invalid${path}`)).text();
          return { status: 200, path, moved, kind: target.kind, text: ask };
        }
        return { status: 508, path, moved: most, kind: "none", text: nothing };
      }, site.site.timezone);
    });
  } catch (error) {
    // Warnings are for those who write; here they would hide what stops the build.
    if (error instanceof ContentError) throw new ContentError(error.problems.filter(isError));
    throw error;
  } finally {
    rmSync(assets, { recursive: true, force: true });
  }
}
