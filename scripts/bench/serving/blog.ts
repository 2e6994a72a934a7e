import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { currentMoment } from "../../base/command.ts";
import { compileSite } from "../../build/compile-site.ts";
import { Cache } from "../../store/cache.ts";
import { bundleWorker } from "../bundle-worker.ts";
import type { Worker } from "./workerd.ts";

/** Builds a blog into a folder, as a worker `ours` with its blobs, and tells the paths of its posts. Nobody can search it. */
export async function blogIn(content: string, folder: string): Promise<{ worker: Worker; posts: readonly string[] }> {
  const blobs = join(folder, "blobs");
  mkdirSync(blobs, { recursive: true });
  const places = { assets: join(folder, "assets"), cache: new Cache(join(folder, "cache")) };
  const site = await compileSite({ root: content, ...places, now: currentMoment() });
  for (const [key, value] of site.blobs) writeFileSync(join(blobs, key), value);
  writeFileSync(join(folder, "release.bin"), site.release);
  writeFileSync(join(folder, "stemmers.mjs"), "export default {};\n");
  writeFileSync(join(folder, "ours.js"), await bundleWorker());
  const modules: Worker["modules"] = [
    { name: "ours.js", type: "esModule" },
    { name: "release.bin", type: "data" },
    { name: "stemmers.mjs", type: "esModule" },
  ];
  const posts = site.content.posts.map(({ article }) => `/posts/${article.slug}/`);
  return { worker: { name: "ours", modules, blobs }, posts };
}
