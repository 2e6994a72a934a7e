import { createHash } from "node:crypto";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import sharp, { type Sharp } from "sharp";
import type { Site } from "../../src/content/site.ts";
import { artifact } from "./artifact.ts";
import { toIco } from "./icons/ico.ts";
import { blamingPicture, PictureProblem } from "./pictures/problem.ts";
import { reading } from "./pictures/still.ts";
import { cleanSvg, looksLikeSvg, type Size } from "./pictures/svg.ts";
import { readIfThere } from "./read-if-there.ts";

/** What the icons' files say of the site. */
export type IconSite = Pick<Site, "title" | "description" | "language" | "accent">;

export interface Icons {
  /** What was written, sorted: `/apple-touch-icon.png`, `/favicon.ico` and so on; `/icon.svg` only from an SVG. */
  readonly paths: readonly string[];
  readonly processed: number;
}

/** The icon of sites that have none of their own, in whose place the accent is that of our theme. */
const ownIcon = { file: join(import.meta.dirname, "icon.svg"), accent: "#8b2e16" };
const paper = "#fbf7ef";

/** Everything but icon and site that decides the bytes. Count `version` up when a change of the code changes them. */
const recipe = JSON.stringify({ version: 1, versions: sharp.versions });

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
    const drawn = { ...(await draw(source)), "manifest.webmanifest": about };
    await Promise.all(Object.entries(drawn).map(([name, bytes]) => writeFile(join(folder, name), bytes)));
  });
  await mkdir(out, { recursive: true });
  await Promise.all(files.map((name) => copyFile(join(folder, name), join(out, name))));
  return { paths: files.map((name) => `/${name}`), processed: made ? 1 : 0 };
}

/** The files by name. Which ones, and why no more: https://evilmartians.com/chronicles/how-to-favicon-in-2021 */
async function draw(source: Buffer): Promise<Readonly<Record<string, Uint8Array>>> {
  const svg = looksLikeSvg(source) ? cleanSvg(source.toString("utf8")) : undefined;
  const drawing = svg === undefined ? source : Buffer.from(svg.markup);
  return blamingPicture(async () => {
    const square = (size: number) => drawSquare(drawing, svg?.size, size);
    const onPaper = (size: number, share: number) => drawSquare(drawing, svg?.size, size, share, paper);
    const small = await Promise.all([16, 32, 48].map((size) => square(size).png().toBuffer()));
    return {
      "favicon.ico": toIco(small),
      // iOS shows transparency as black, and rounds the corners itself.
      "apple-touch-icon.png": await onPaper(180, 1).png().toBuffer(),
      "icon-192.png": await square(192).png().toBuffer(),
      "icon-512.png": await square(512).png().toBuffer(),
      // Launchers may cut away all but a circle of four fifths (https://www.w3.org/TR/appmanifest/#icon-masks).
      "icon-maskable-512.png": await onPaper(512, 0.8).png().toBuffer(),
      ...(svg === undefined ? {} : { "icon.svg": drawing }),
    };
  });
}

/** The picture in the middle of a square of so many pixels, of which its longer side takes a share. */
function drawSquare(picture: Buffer, drawn: Size | undefined, size: number, share = 1, ground?: string): Sharp {
  const inner = Math.round(size * share);
  const border = Math.floor((size - inner) / 2);
  const [left, right] = [border, size - inner - border];
  // A drawing is rasterised at the size that is wanted: at 72 dots to the inch, a pixel is one unit of CSS.
  const density = drawn === undefined ? 72 : (72 * inner) / Math.max(drawn.width, drawn.height);
  const opened = sharp(picture, { ...reading, density: Math.min(100_000, Math.max(1, density)) });
  const background = ground ?? "#0000";
  return (ground === undefined ? opened : opened.flatten({ background }))
    .resize(inner, inner, { fit: "contain", background })
    .extend({ left, top: left, right, bottom: right, background });
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
