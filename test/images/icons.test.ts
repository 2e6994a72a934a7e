import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { iconPaths } from "../../scripts/images/icons/icon-files.ts";
import { makeIcons, writeManifest } from "../../scripts/images/icons.ts";
import { KeptFiles } from "../../scripts/store/kept-files.ts";
import { hugePng } from "./pictures/huge.ts";

const site = { title: "Marginalia", description: "Notes in the margin", language: "en" };
let folder: string;
let folders: { cache: string; out: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "icons-"));
  folders = { cache: join(folder, "cache"), out: join(folder, "out") };
});

afterAll(() => rm(folder, { recursive: true }));

const errorOf = (icon: string): Promise<string | undefined> =>
  makeIcons(icon, site, new KeptFiles(folders.cache, "icons"), folders.out);

/** Gives the paths of the files in a folder of their own, and how often icons were drawn. */
async function make(icon: string | undefined, about: Parameters<typeof makeIcons>[1] = site) {
  await rm(folders.out, { recursive: true, force: true });
  const kept = new KeptFiles(folders.cache, "icons");
  expect(await makeIcons(icon, about, kept, folders.out)).toBeUndefined();
  return { paths: (await readdir(folders.out)).sort().map((name) => `/${name}`), processed: kept.made };
}

const written = (name: string): Promise<Buffer> => readFile(join(folders.out, name));

async function circle(name: string, size: number): Promise<string> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5" fill="#00f"/></svg>`;
  const path = join(folder, name);
  await writeFile(path, name.endsWith(".svg") ? svg : await sharp(Buffer.from(svg)).resize(size).png().toBuffer());
  return path;
}

const pixel = async (name: string, left: number, top: number): Promise<readonly number[]> => [
  ...(await sharp(await written(name))
    .ensureAlpha()
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer()),
];

describe("the icons of an SVG", () => {
  it("are a full set with the sizes that their names promise", async () => {
    const { paths } = await make(await circle("circle.svg", 0));
    expect(paths).toEqual([
      "/apple-touch-icon.png",
      "/favicon.ico",
      "/icon-192.png",
      "/icon-512.png",
      "/icon-maskable-512.png",
      "/icon.svg",
    ]);
    expect([...paths, "/manifest.webmanifest"].sort()).toEqual(iconPaths("circle.svg"));
    for (const [name, size] of [
      ["apple-touch-icon.png", 180],
      ["icon-192.png", 192],
      ["icon-512.png", 512],
      ["icon-maskable-512.png", 512],
    ] as const) {
      expect(await sharp(await written(name)).metadata()).toMatchObject({ format: "png", width: size, height: size });
    }
  });

  it("are transparent beside the drawing, but for those that launchers cut", async () => {
    await make(await circle("circle.svg", 0));
    expect((await pixel("icon-512.png", 0, 0))[3]).toBe(0);
    expect(await pixel("icon-512.png", 256, 256)).toEqual([0, 0, 255, 255]);
    expect(await pixel("apple-touch-icon.png", 0, 0)).toEqual([0xfc, 0xfa, 0xf5, 255]);
    expect(await pixel("icon-maskable-512.png", 256, 30)).toEqual([0xfc, 0xfa, 0xf5, 255]);
    expect(await pixel("icon-maskable-512.png", 256, 70)).toEqual([0, 0, 255, 255]);
  });

  it("have three sizes in favicon.ico", async () => {
    await make(await circle("circle.svg", 0));
    const ico = await written("favicon.ico");
    expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 3]);
    for (const [index, size] of [16, 32, 48].entries()) {
      const entry = 6 + 16 * index;
      const start = ico.readUInt32LE(entry + 12);
      const picture = ico.subarray(start, start + ico.readUInt32LE(entry + 8));
      expect([ico.readUInt8(entry), ico.readUInt8(entry + 1)]).toEqual([size, size]);
      expect(await sharp(picture).metadata()).toMatchObject({ format: "png", width: size, height: size });
    }
  });

  it("are named in a manifest that speaks of the site and of its ground, where that is known", async () => {
    const manifestWith = async (ground: string | undefined): Promise<unknown> => {
      writeManifest(site, ground, folders.out);
      return JSON.parse((await written("manifest.webmanifest")).toString()) as unknown;
    };
    const manifest = await manifestWith("#123456");
    expect(manifest).toMatchObject({ theme_color: "#123456", background_color: "#123456" });
    expect(await manifestWith(undefined)).not.toHaveProperty("theme_color");
    expect(manifest).toMatchObject({
      name: "Marginalia",
      description: "Notes in the margin",
      lang: "en",
      start_url: "/",
    });
    expect(manifest).toHaveProperty("icons.2.purpose", "maskable");
  });
});

describe("the icons of a raster picture", () => {
  it("have no SVG", async () => {
    const { paths } = await make(await circle("circle.png", 600));
    expect(paths).not.toContain("/icon.svg");
    expect([...paths, "/manifest.webmanifest"].sort()).toEqual(iconPaths("circle.png"));
    expect(await pixel("icon-192.png", 96, 96)).toEqual([0, 0, 255, 255]);
  });
});

describe("a site without an icon", () => {
  it("gets the fore-edge in its accent", async () => {
    await make(undefined, { ...site, accent: "#123456" });
    const svg = (await written("icon.svg")).toString();
    expect(svg).toContain("#123456");
    expect(svg).not.toContain("#8b2e16");
  });
});

describe("the cache", () => {
  it("leaves nothing to process for a second build, which writes the same bytes", async () => {
    const icon = await circle("again.png", 512);
    await make(icon);
    const files = (await readdir(folders.out)).sort();
    const before = await Promise.all(files.map(written));
    expect((await make(icon)).processed).toBe(0);
    expect(await Promise.all(files.map(written))).toEqual(before);
  });
});

describe("a file that is not an icon", () => {
  it("gets an error with a cure", async () => {
    const path = join(folder, "logo.png");
    await writeFile(path, "no picture");
    expect(await errorOf(path)).toBe(
      '"logo.png" can\'t be read (Input buffer contains unsupported image format), save it again as JPEG, PNG, WebP, AVIF, GIF or SVG',
    );
    const huge = join(folder, "huge.png");
    await writeFile(huge, await hugePng(17_000, 17_000));
    expect(await errorOf(huge)).toBe(
      '"huge.png" has 17,000 × 17,000 pixels, expected at most 268 million in all, make it smaller',
    );
    expect(await errorOf(join(folder, "gone.svg"))).toBe(
      '"gone.svg" is not a file, expected an SVG or a square picture under static/',
    );
  });
});
