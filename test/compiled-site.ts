import { join } from "node:path";
import { Cache } from "../scripts/store/cache.ts";
import { compileSite, type SiteOptions } from "../scripts/build/compile-site.ts";
import { readModel } from "../src/content/blob.ts";
import { Release } from "../src/content/release.ts";
import { write } from "./folder.ts";

/** A compiled site that tells what stands at a path. `model` throws where no page is, `text` is undefined there. */
export async function compile(
  folder: string,
  files: Readonly<Record<string, string>>,
  options: Partial<SiteOptions> = {},
) {
  const root = write(folder, files);
  const places = { assets: join(folder, ".assets"), cache: new Cache(join(folder, ".cache")) };
  const now = options.now ?? Date.UTC(2026, 0, 1) / 1000;
  const site = await compileSite({ root, ...places, now, ...options });
  const release = new Release(site.release.buffer);
  const target = (path: string, at = now) => release.route(path, at).target;
  const text = (path: string, at = now): string | undefined => {
    const found = target(path, at);
    return found && "key" in found ? site.blobs.value(found.key) : undefined;
  };
  const model = (path: string, at = now): Record<string, unknown> => {
    const blob = text(path, at);
    if (blob === undefined) throw new Error(`no page is at ${path}`);
    return modelOf(blob);
  };
  return { site, release, target, text, model };
}

function modelOf(blob: string): Record<string, unknown> {
  return { ...readModel(blob) };
}
