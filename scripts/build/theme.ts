import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Header } from "../../src/content/release.ts";
import type { Site } from "../../src/content/site.ts";
import { linkColours } from "./accent.ts";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import type { Cache } from "../store/cache.ts";

const sources = join(import.meta.dirname, "../../src");

/** The stylesheet as it goes into every page, with the site's colour, and its digest for the Content-Security-Policy. */
export async function readStyle({ accent }: Site, cache: Cache): Promise<Header["style"]> {
  const css = readFileSync(join(sources, "views/style.css"), "utf8");
  const own = accent === undefined ? "" : links(accent);
  const key = digestOf(`style ${css}${own}`);
  const known = cache.note(key);
  const text = known ?? (await minified(css + own));
  if (known === undefined) cache.addNote(key, text);
  return { text, digest: createHash("sha256").update(text).digest("base64") };
}

/** Links in the site's own colour on screens, and as they are on paper: black. */
function links(accent: string): string {
  const { light, dark } = linkColours(accent);
  const rule = (colour: string): string => `{:root{--link:${colour};--underline:${colour}73}}`;
  return `@media screen${rule(light)}@media screen and (prefers-color-scheme:dark)${rule(dark)}`;
}

// Its process takes longer to start than most builds need for the rest.
async function minified(css: string): Promise<string> {
  const { transform } = await import("esbuild");
  return (await transform(css, { loader: "css", minify: true, target: "es2022" })).code.trim();
}

/**
 * The theme digest, of all that decides how a model looks: the views with all that they import, the settings and the stylesheet.
 * A page's validator is made of this and the model's key, so that a change of a view changes every page and no feed.
 */
export function themeDigest(site: Site, style: Header["style"], folder = sources): string {
  const views = codeDigest(join(folder, "views/render.ts"));
  return digestOf(JSON.stringify([views, site, style.text])).slice(0, 16);
}
