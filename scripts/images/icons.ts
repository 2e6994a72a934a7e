import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "../../src/content/site.ts";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import { common } from "../base/program/common.ts";
import { colours } from "./colours.ts";
import type { KeptFiles } from "../store/kept-files.ts";
import { icons } from "./icons/icon-files.ts";
import { fromPicture } from "./pictures/picture-problem.ts";

/** What the icons' files say about the site. */
export type IconSite = Pick<Site, "title" | "description" | "language" | "accent">;

/** The icon of sites that have none of their own, in whose place the accent is that of our theme. */
const ownIcon = { file: join(import.meta.dirname, "icon.svg"), accent: colours.accent };

const code = codeDigest(new URL("./icons/draw.ts", import.meta.url));

/**
 * Makes the favicon set from one SVG or raster picture, and writes it to the root of `out`.
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
  const outcome = await fromPicture(icon ?? ownIcon.file, "an SVG or a square picture under static/", async (input) => {
    const source = icon === undefined ? coloured(input, site) : input;
    const key = digestOf(`${code} ${digestOf(source)}`);
    const draw = async (pathOf: (name: string) => string): Promise<void> => {
      const drawn = await (icon === undefined ? drawOurs(source, key) : drawAll(source));
      for (const [name, bytes] of Object.entries(drawn)) writeFileSync(pathOf(name), bytes);
    };
    mkdirSync(out, { recursive: true });
    await kept.put(key, draw, (name) => join(out, name));
    kept.drop();
  });
  return outcome?.error;
}

type Drawn = Readonly<Record<string, Uint8Array>>;

async function drawAll(source: Buffer): Promise<Drawn> {
  const { drawIcons } = await import("./icons/draw.ts"); // what draws takes a while to load
  return drawIcons(source);
}

/** The same of our own, unless another blog has them in the same colour. */
async function drawOurs(source: Buffer, key: string): Promise<Drawn> {
  const known = common?.note(`icons ${key}`);
  if (known !== undefined) {
    const files = Object.entries(JSON.parse(known) as Readonly<Record<string, string>>);
    return Object.fromEntries(files.map(([name, text]) => [name, Buffer.from(text, "base64")]));
  }
  const drawn = await drawAll(source);
  const files = Object.entries(drawn).map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]);
  common?.addNote(`icons ${key}`, JSON.stringify(Object.fromEntries(files)));
  return drawn;
}

const coloured = (icon: Buffer, { accent = ownIcon.accent }: IconSite): Buffer =>
  Buffer.from(icon.toString("utf8").replaceAll(ownIcon.accent, accent));

/** Writes the web manifest, which names the icons and has the ground of the pages. https://www.w3.org/TR/appmanifest/ */
export function writeManifest(
  { title, description, language }: IconSite,
  ground: string | undefined,
  out: string,
): void {
  const manifest = {
    name: title,
    description,
    lang: language,
    id: "/",
    start_url: "/",
    display: "browser",
    background_color: ground,
    theme_color: ground,
    icons: icons.flatMap(({ name, size, purpose }) =>
      purpose ? [{ src: `/${name}`, sizes: `${size}x${size}`, type: "image/png", purpose }] : [],
    ),
  };
  mkdirSync(out, { recursive: true });
  rmSync(join(out, "manifest.webmanifest"), { force: true }); // a second name of a file in the cache of an older version
  writeFileSync(join(out, "manifest.webmanifest"), `${JSON.stringify(manifest, undefined, 2)}\n`);
}
