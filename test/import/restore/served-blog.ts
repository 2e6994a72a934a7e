import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileSite } from "../../../scripts/build/compile-site.ts";
import type { Get } from "../../../scripts/import/restore/live-site.ts";
import { copyStatics } from "../../../scripts/site/static-files.ts";
import { Cache } from "../../../scripts/store/cache.ts";
import { createApp } from "../../../src/app.ts";
import { Release } from "../../../src/content/release.ts";

const now = Date.UTC(2027, 0, 1) / 1000;

/** A content folder as a worker serves it: static files first. `paths` are all that answer with a page or a file. */
export async function serveBlog(
  root: string,
  folder: string,
): Promise<{ readonly get: Get; readonly paths: readonly string[] }> {
  const assets = join(folder, "assets");
  const cache = new Cache(join(folder, "cache"));
  const site = await compileSite({ root, assets, cache, now });
  copyStatics(root, site.files, assets);
  const app = createApp(new Release(site.release.buffer), { get: async (key) => site.blobs.value(key) }, () => now);
  const paths = [...site.timeline.paths].flatMap(([path, entries]) => {
    const target = entries.findLast(({ from }) => from <= now)?.target;
    return target && "key" in target ? [path] : [];
  });
  const get: Get = async (path) => {
    const file = join(assets, decodeURIComponent(path));
    if (!path.endsWith("/") && existsSync(file)) return readFileSync(file);
    const answer = await app.request(`https://blog.example${path}`);
    return answer.status === 200 ? Buffer.from(await answer.arrayBuffer()) : undefined;
  };
  return { get, paths };
}
