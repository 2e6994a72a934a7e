import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toIco } from "../../scripts/images/icons/encode-ico.ts";
import { startDrawing } from "../../scripts/images/drawing.ts";
import { type Picture, type Pictures, planPictures } from "../../scripts/images/pictures.ts";
import { KeptFiles } from "../../scripts/store/kept-files.ts";
import { hugePng } from "./pictures/huge.ts";
import { noise } from "./pictures/noise.ts";

let folder: string;
let folders: { cache: string; out: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pictures-"));
  folders = { cache: join(folder, "cache"), out: join(folder, "out") };
});

afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, bytes: Uint8Array | string): Promise<string> {
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
}

async function preparePictures(paths: readonly string[]): Promise<Pictures> {
  const planned = await planPictures("", paths, new KeptFiles(folders.cache, "pictures"), folders.out);
  return new Map([...planned.pictures, ...(await startDrawing([planned.drawings]).done)]);
}

async function prepareOne(path: string): Promise<Picture> {
  const picture = (await preparePictures([path])).get(path);
  if (picture === undefined || "error" in picture)
    throw new Error(picture?.error ?? "The picture is not in the result");
  return picture;
}

async function errorOf(path: string): Promise<string> {
  const picture = (await preparePictures([path])).get(path);
  return picture !== undefined && "error" in picture ? picture.error : "no error";
}

const urlsOf = (picture: Picture): string[] => {
  const urls = picture.sources.flatMap(({ srcset }) => srcset.split(", ").map((choice) => choice.split(" ")[0] ?? ""));
  return [picture.src, ...urls];
};

const served = (url: string): Promise<Buffer> => readFile(join(folders.out, url));

async function photo(name: string, width: number, height: number): Promise<string> {
  // Coarse noise, which takes encoders half of the time that fine noise takes.
  const coarse = await noise(Math.ceil(width / 8), Math.ceil(height / 8))
    .png()
    .toBuffer();
  return file(name, await sharp(coarse).resize(width, height).jpeg().toBuffer());
}

describe("a picture of 16 bits with a colour profile", () => {
  it("keeps its colours", async () => {
    const red = { width: 64, height: 64, channels: 3, background: "#f00" } as const;
    const deep = sharp({ create: red }).toColourspace("rgb16").withIccProfile("srgb");
    const { src } = await prepareOne(await file("deep.png", await deep.png().toBuffer()));
    const { data } = await sharp(join(folders.out, src)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).toEqual([255, 0, 0]);
  });
});

describe("a photograph", () => {
  it("comes in AVIF in the widths below its own, and in one JPEG that is large enough for link previews", async () => {
    const picture = await prepareOne(await photo("Café am Hafen.jpg", 1600, 1200));
    expect(picture).toMatchObject({ width: 1600, height: 1200 });
    expect(picture.src).toMatch(/^\/pictures\/cafe-am-hafen-[0-9a-f]{16}-1200\.jpg$/);
    const name = picture.src.slice(0, -"-1200.jpg".length);
    const srcset = [480, 960, 1440].map((width) => `${name}-${width}.avif ${width}w`).join(", ");
    expect(picture.sources).toEqual([{ type: "image/avif", srcset }]);
    expect(picture.share).toEqual({ src: picture.src, width: 1200, height: 900 });
  });

  it("is served in files that are what their names say", async () => {
    const picture = await prepareOne(await photo("wide.jpg", 1000, 301));
    const sizes = await Promise.all(
      urlsOf(picture).map(async (url) => {
        const { format, width, height, compression } = await sharp(await served(url)).metadata();
        return [url.replace(/^.*-/, ""), compression ?? format, width, height];
      }),
    );
    expect(sizes).toEqual([
      ["1000.jpg", "jpeg", 1000, 301],
      ["480.avif", "av1", 480, 144],
      ["1000.avif", "av1", 1000, 301],
    ]);
  });

  it("is never enlarged and has one width when it is small", async () => {
    const picture = await prepareOne(await photo("small.jpg", 200, 100));
    expect(urlsOf(picture).map((url) => url.replace(/^.*-/, ""))).toEqual(["200.jpg", "200.avif"]);
  });

  it("stands upright as its EXIF orientation says", async () => {
    const bytes = await noise(600, 400).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const picture = await prepareOne(await file("rotated.jpg", bytes));
    expect(picture).toMatchObject({ width: 400, height: 600 });
    expect(await sharp(await served(picture.src)).metadata()).toMatchObject({ width: 400, height: 600 });
  });

  it("does not tell where it was taken", async () => {
    const exif = { IFD0: { Copyright: "Wren" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 3230/100" } };
    const source = await noise(640, 480)
      .jpeg()
      .withExif(exif)
      .withXmp("<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
      .toBuffer();
    expect((await sharp(source).metadata()).exif).toBeDefined();
    for (const url of urlsOf(await prepareOne(await file("gps.jpg", source)))) {
      const { exif, xmp, iptc } = await sharp(await served(url)).metadata();
      expect({ exif, xmp, iptc }).toEqual({ exif: undefined, xmp: undefined, iptc: undefined });
    }
  });
});

describe("a PNG", () => {
  it("keeps its transparency in all formats", async () => {
    const picture = await prepareOne(await file("glass.png", await noise(500, 500, 4).png().toBuffer()));
    expect(picture.src).toMatch(/\.png$/);
    for (const url of urlsOf(picture)) expect((await sharp(await served(url)).metadata()).hasAlpha).toBe(true);
  });
});

describe("an icon", () => {
  const iconOf = async (...sizes: readonly number[]): Promise<Buffer> =>
    toIco(await Promise.all(sizes.map((size) => noise(size, size).png().toBuffer())));

  it("stays as it is, as large as its largest size", async () => {
    const icon = await iconOf(48, 16);
    const picture = await prepareOne(await file("icon.ico", icon));
    expect(picture).toMatchObject({ width: 48, height: 48, sources: [] });
    expect(picture.share).toBeUndefined();
    expect(await served(picture.src)).toEqual(icon);
  });

  it("gets an error when it was cut off", async () => {
    expect(await errorOf(await file("cut.ico", (await iconOf(16)).subarray(0, -1)))).toContain(
      "is cut off, save it again",
    );
  });
});

describe("a file that is not a picture", () => {
  it("gets an error with a cure", async () => {
    expect(await errorOf(await file("notes.jpg", "not a picture at all"))).toBe(
      '"notes.jpg" can\'t be read (Input buffer contains unsupported image format), save it again as JPEG, PNG, WebP, AVIF, GIF or SVG',
    );
  });

  it("gets an error when it was cut off", async () => {
    const bytes = await noise(800, 600).jpeg().toBuffer();
    expect(await errorOf(await file("cut-off.jpg", bytes.subarray(0, 20_000)))).toMatch(
      /^"cut-off\.jpg" can't be read \(/,
    );
  });

  it("gets an error when it has more pixels than can be read, and is told to be smaller", async () => {
    expect(await errorOf(await file("huge.png", await hugePng(20_000, 15_000)))).toBe(
      '"huge.png" has 20,000 × 15,000 pixels, expected at most 268 million in all, make it smaller',
    );
  });

  it("gets an error when it is too long for all formats", async () => {
    const plain = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background: "red" } });
    const long = await plain(8, 70_000).tiff({ compression: "lzw" }).toBuffer();
    expect(await errorOf(await file("long.tiff", long))).toBe(
      '"long.tiff" has 8 × 70,000 pixels, which is too long for JPEG and AVIF, save it as PNG or in parts',
    );
    await prepareOne(await file("long.png", await plain(8, 70_000).png().toBuffer()));
  });

  it("gets an error when it is empty or missing", async () => {
    expect(await errorOf(await file("empty.png", ""))).toMatch(/^"empty\.png" can't be read/);
    expect(await errorOf(join(folder, "nowhere.png"))).toBe(
      '"nowhere.png" is not a file, expected a picture beside the post or under static/',
    );
  });
});
