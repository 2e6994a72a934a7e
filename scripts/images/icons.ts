import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Site } from "../../src/content/site.ts";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import { KeptFiles } from "../store/kept-files.ts";
import { paper } from "./icons/paper.ts";
import { PictureProblem } from "./pictures/picture-problem.ts";
import { readIfThere } from "../base/read-if-there.ts";

/** What the icons' files say of the site. */
export type IconSite = Pick<Site, "title" | "description" | "language" | "accent">;

export interface Icons {
  /** What was written, sorted: `/apple-touch-icon.png`, `/favicon.ico` and so on; `/icon.svg` only from an SVG. */
  readonly paths: readonly string[];
  readonly processed: number;
}

/** The icon of sites that have none of their own, in whose place the accent is that of our theme. */
const ownIcon = { file: join(import.meta.dirname, "icon.svg"), accent: "#8b2e16" };

const code = codeDigest(join(import.meta.dirname, "icons/draw.ts"));

/**
 * Makes the favicon set and the web manifest from one SVG or raster picture, and writes them to the root of `out`.
 * Without an icon, that of Fore-edge in the site's accent. What the author has under `static/` by the same names
 * should be copied later, so that it wins. Text in a drawing takes the fonts of the machine: outlines are safer.
 */
export async function makeIcons(
  icon: string | undefined,
  site: IconSite,
  { cache, out }: { readonly cache: string; readonly out: string },
): Promise<Icons | { readonly error: string }> {
  const name = basename(icon ?? ownIcon.file);
  const source = await readIfThere(icon ?? ownIcon.file);
  if (source === undefined) return { error: `"${name}" is no file, expected an SVG or a square picture under static/` };
  try {
    return await writeIcons(icon === undefined ? coloured(source, site) : source, site, cache, out);
  } catch (error) {
    if (error instanceof PictureProblem) return { error: `"${name}" ${error.message}` };
    throw error;
  }
}

const coloured = (icon: Buffer, { accent = ownIcon.accent }: IconSite): Buffer =>
  Buffer.from(icon.toString("utf8").replaceAll(ownIcon.accent, accent));

async function writeIcons(source: Buffer, site: IconSite, cache: string, out: string): Promise<Icons> {
  const manifest = manifestOf(site);
  mkdirSync(out, { recursive: true });
  const kept = new KeptFiles(cache, "icons");
  const draw = async (pathOf: (name: string) => string): Promise<readonly string[]> => {
    const { drawIcons } = await import("./icons/draw.ts"); // what draws takes a while to load
    const drawn = Object.entries({ ...(await drawIcons(source)), "manifest.webmanifest": manifest });
    for (const [name, bytes] of drawn) writeFileSync(pathOf(name), bytes);
    return drawn.map(([name]) => `/${name}`).sort();
  };
  const key = digestOf(`${code} ${digestOf(source)} ${manifest}`);
  const { about: paths, made } = await kept.put(key, draw, (name) => join(out, name));
  kept.drop();
  return { paths, processed: made ? 1 : 0 };
}

/** https://www.w3.org/TR/appmanifest/ */
function manifestOf({ title, description, language }: IconSite): string {
  const manifest = {
    name: title,
    description,
    lang: language,
    id: "/",
    start_url: "/",
    display: "browser",
    background_color: paper,
    theme_color: paper,
    icons: [
      manifestIcon(192, "icon-192", "any"),
      manifestIcon(512, "icon-512", "any"),
      manifestIcon(512, "icon-maskable-512", "maskable"),
    ],
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

const manifestIcon = (size: number, name: string, purpose: "any" | "maskable") => ({
  src: `/${name}.png`,
  sizes: `${size}x${size}`,
  type: "image/png",
  purpose,
});
