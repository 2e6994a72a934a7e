import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Site } from "../../src/content/site.ts";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import type { KeptFiles } from "../store/kept-files.ts";
import { paper } from "./icons/paper.ts";
import { PictureProblem } from "./pictures/picture-problem.ts";
import { readIfThere } from "../base/read-if-there.ts";

/** What the icons' files say of the site. */
export type IconSite = Pick<Site, "title" | "description" | "language" | "accent">;

/** The icon of sites that have none of their own, in whose place the accent is that of our theme. */
const ownIcon = { file: join(import.meta.dirname, "icon.svg"), accent: "#8b2e16" };

const code = codeDigest(new URL("./icons/draw.ts", import.meta.url));

/**
 * Makes the favicon set and the web manifest from one SVG or raster picture, and writes them to the root of `out`.
 * Without an icon, that of Fore-edge in the site's accent. What the author has under `static/` by the same names
 * should be copied later, so that it wins. Text in a drawing takes the fonts of the machine: outlines are safer.
 * Gives what is wrong with the icon, if anything is.
 */
export async function makeIcons(
  icon: string | undefined,
  site: IconSite,
  kept: KeptFiles,
  out: string,
): Promise<string | undefined> {
  const name = basename(icon ?? ownIcon.file);
  const source = await readIfThere(icon ?? ownIcon.file);
  if (source === undefined) return `"${name}" is no file, expected an SVG or a square picture under static/`;
  try {
    await writeIcons(icon === undefined ? coloured(source, site) : source, manifestOf(site), kept, out);
    return undefined;
  } catch (error) {
    if (error instanceof PictureProblem) return `"${name}" ${error.message}`;
    throw error;
  }
}

const coloured = (icon: Buffer, { accent = ownIcon.accent }: IconSite): Buffer =>
  Buffer.from(icon.toString("utf8").replaceAll(ownIcon.accent, accent));

async function writeIcons(source: Buffer, manifest: string, kept: KeptFiles, out: string): Promise<void> {
  mkdirSync(out, { recursive: true });
  const draw = async (pathOf: (name: string) => string): Promise<void> => {
    const { drawIcons } = await import("./icons/draw.ts"); // what draws takes a while to load
    for (const [name, bytes] of Object.entries({ ...(await drawIcons(source)), "manifest.webmanifest": manifest }))
      writeFileSync(pathOf(name), bytes);
  };
  await kept.put(digestOf(`${code} ${digestOf(source)} ${manifest}`), draw, (name) => join(out, name));
  kept.drop();
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
