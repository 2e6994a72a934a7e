import { crc32 } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { describe, expect, it } from "vitest";
import { planAnimation } from "../../../scripts/images/pictures/animation.ts";
import { PictureProblem } from "../../../scripts/images/pictures/picture-problem.ts";

/** Where a camera was, as XMP says it. */
const position = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>51,30.5N</exif:GPSLatitude></x:xmpmeta>';

const frames = (colours: readonly string[]) =>
  Promise.all(
    colours.map((background) =>
      sharp({ create: { width: 60, height: 40, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );

async function animation(): Promise<Sharp> {
  return sharp(await frames(["red", "lime", "blue"]), { join: { animated: true } });
}

/** A GIF's extension of one sub-block. */
const blocks = (label: string, bytes: string): Buffer =>
  Buffer.concat([Buffer.from(label, "latin1"), Buffer.of(bytes.length), Buffer.from(bytes), Buffer.of(0)]);

async function draw(input: Buffer) {
  const planned = planAnimation(input, await sharp(input).metadata());
  if (planned === undefined) throw new Error("It is not an animation");
  const { width, height, renditions } = planned;
  const drawn = await planned.draw(input);
  return { size: [width, height], renditions, drawn, kept: Buffer.from(drawn.at(-1) ?? []) };
}

describe("an animated GIF", () => {
  it("stays animated, and comes as WebP and as a still for those who ask for less motion", async () => {
    const input = await (await animation()).gif({ delay: [100, 200, 300], loop: 2 }).toBuffer();
    const { size, renditions, drawn, kept } = await draw(input);
    expect(size).toEqual([60, 40]);
    expect(renditions.map(({ file, media }) => [file, media])).toEqual([
      ["60-still.webp", "(prefers-reduced-motion: reduce)"],
      ["60.webp", undefined],
      ["60.gif", undefined],
    ]);
    const pages = await Promise.all(drawn.map(async (bytes) => (await sharp(bytes).metadata()).pages ?? 1));
    expect(pages).toEqual([1, 3, 3]);
    expect(await sharp(kept).metadata()).toMatchObject({ delay: [100, 200, 300], loop: 2 });
  });

  it("loses its comments and what applications stored in it, and nothing else", async () => {
    const input = await (await animation()).gif({ loop: 0 }).toBuffer();
    const notes = [blocks("\x21\xfe", "by Wren"), blocks("\x21\xff\x0bXMP DataXMP", position)];
    const screen = 13 + (input.readUInt8(10) & 0x80 ? 3 << ((input.readUInt8(10) & 7) + 1) : 0);
    const noted = Buffer.concat([input.subarray(0, screen), ...notes, input.subarray(screen)]);
    expect((await sharp(noted).metadata()).pages).toBe(3);
    expect((await draw(noted)).kept).toEqual((await draw(input)).kept);
    expect((await draw(noted)).kept.includes("GPS")).toBe(false);
  });

  it("is said to be cut off where the last frame ends early, which libvips does not report", async () => {
    const input = await (await animation()).gif().toBuffer();
    const cut = input.subarray(0, -3);
    expect((await sharp(cut, { animated: true }).webp().toBuffer()).length).toBeGreaterThan(0);
    await expect(draw(cut)).rejects.toThrow(new PictureProblem("is a GIF that is cut off, save it again"));
  });
});

describe("an animated WebP", () => {
  it("stays animated and does not tell where it was made", async () => {
    const input = await (
      await animation()
    )
      .webp({ loop: 3 })
      .withXmp(position)
      .withExif({ IFD3: { GPSLatitudeRef: "N" } })
      .toBuffer();
    expect(input.includes("GPSLatitude")).toBe(true);
    const { renditions, kept } = await draw(input);
    expect(renditions.map(({ file }) => file)).toEqual(["60-still.webp", "60.webp"]);
    const { pages, loop, exif, xmp } = await sharp(kept).metadata();
    expect({ pages, loop, exif, xmp }).toEqual({ pages: 3, loop: 3, exif: undefined, xmp: undefined });
    expect(kept.readUInt32LE(4)).toBe(kept.length - 8);
  });
});

describe("an animated PNG", () => {
  it("keeps its frames, which the encoder would drop", async () => {
    const [still] = await frames(["red"]);
    if (still === undefined) throw new Error("There is one frame");
    const control = Buffer.alloc(8);
    control.writeUInt32BE(1, 0);
    const header = still.subarray(0, 33);
    const input = Buffer.concat([
      header,
      chunk("acTL", control),
      chunk("iTXt", Buffer.from(position)),
      still.subarray(33),
    ]);
    const { renditions, kept } = await draw(input);
    expect(renditions.map(({ file }) => file)).toEqual(["60-still.webp", "60.png"]);
    expect(kept).toEqual(Buffer.concat([header, chunk("acTL", control), still.subarray(33)]));
  });
});

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
