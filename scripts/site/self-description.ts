import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "../../src/content/site.ts";
import { textIfThere } from "../base/own-file.ts";
import { present } from "../base/record.ts";
import { settings } from "../read/settings.ts";

/** The path of the file by which a site can be rebuilt from what it serves: `npm run restore` reads it. */
export const selfPath = "/fore-edge.json";

/**
 * Writes what `site.yaml` says about the site as readers see it, by the names that it has there, and the blog's own stylesheet.
 * Redirects are not in it: what old paths there are is nobody's business but that of those who know one.
 */
export function writeSelfDescription(root: string, site: Site, assets: string): void {
  const { redirects: _, taxonomies: __, ...names } = settings;
  const told = Object.fromEntries(
    Object.keys(names).flatMap((name) => {
      const value = site[name as Exclude<keyof typeof settings, "redirects">];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const taxonomies = site.taxonomies?.map(({ name, ...taxonomy }) => [name, taxonomy] as const);
  const description = {
    ...told,
    authors: site.authors.map(({ name, bio, links, fediverse, picture }) => ({ name, bio, links, fediverse, picture })),
    ...(taxonomies && { taxonomies: Object.fromEntries(taxonomies) }),
    ...present({ css: textIfThere(join(root, "style.css")) }),
  };
  const file = join(assets, selfPath);
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(description)}\n`);
}
