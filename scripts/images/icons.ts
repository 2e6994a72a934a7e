import { createHash } from "node:crypto";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import project from "../../package.json" with { type: "json" };
import type { Site } from "../../src/content/site.ts";
import { artifact } from "../store/artifact.ts";
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

/** Everything but icon and site that decides the bytes. Count `version` up when a change of the code changes them. */
const recipe = JSON.stringify({ version: 2, sharp: project.dependencies.sharp });

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
  const about = manifestOf(site);
  const key = createHash("sha256").update(recipe).update(about).update(source).digest("hex").slice(0, 32);
  const { folder, files, made } = await artifact(cache, key, async (folder) => {
    const { drawIcons } = await import("./icons/draw.ts"); // what draws takes a while to load
    const drawn = { ...(await drawIcons(source)), "manifest.webmanifest": about };
    await Promise.all(Object.entries(drawn).map(([name, bytes]) => writeFile(join(folder, name), bytes)));
  });
  await mkdir(out, { recursive: true });
  await Promise.all(files.map((name) => copyFile(join(folder, name), join(out, name))));
  return { paths: files.map((name) => `/${name}`), processed: made ? 1 : 0 };
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
