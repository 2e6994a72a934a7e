import sharp, { type Metadata, type Sharp, type SharpOptions } from "sharp";
import { withCommas } from "../../base/order.ts";
import { PictureProblem } from "./picture-problem.ts";
import type { Planned } from "./planned.ts";

/**
 * How pictures are encoded; the figures behind it are in docs/decisions/066-renditions.md. 1440 px fill the measure of
 * 42rem on screens with two pixels to each of CSS, and 1200 px are what link previews want.
 */
export const settings = {
  widths: [480, 960, 1440],
  photograph: { quality: 52, effort: 1, chromaSubsampling: "4:2:0" }, // has half the colour samples already
  drawing: { quality: 56, effort: 2, chromaSubsampling: "4:4:4" }, // in screenshots too their loss would show
  fallbackWidth: 1200,
  jpeg: { quality: 78, mozjpeg: true },
  png: { palette: true, effort: 3, compressionLevel: 9 },
  webp: { quality: 78, effort: 2 }, // for animations alone
};

/** Only damage that shows is an error: cameras write files that decoders warn about but everyone can see. */
const reading: SharpOptions = { failOn: "error", autoOrient: true };

/** A picture in sRGB from the beginning: sharp makes Display P3 of one with 16 bits and a profile, and leaves that unsaid. */
export const opened = (input: Buffer, options: SharpOptions = {}): Sharp =>
  sharp(input, { ...reading, ...options }).pipelineColourspace("srgb");

/** How many pixels sharp reads by itself; each takes three or four bytes of memory. */
const mostPixels = 0x3fff * 0x3fff;

/** What a picture says about itself. Throws a PictureProblem for one with more pixels than can be read. */
export async function metadataOf(input: Buffer): Promise<Metadata> {
  // With the limit nothing would be known of such a picture, not even its size.
  const metadata = await sharp(input, { ...reading, limitInputPixels: false }).metadata();
  const { width, height } = metadata;
  if (width * height > mostPixels)
    throw new PictureProblem(`has ${sizeOf(metadata)} pixels, expected at most 268 million in all, make it smaller`);
  return metadata;
}

const sizeOf = ({ width, height }: Pick<Metadata, "width" | "height">): string =>
  `${withCommas(width)} × ${withCommas(height)}`;

/** The most pixels along a side, by format. */
const longest = {
  avif: 16_384, // libheif's own limit
  jpeg: 65_500, // libjpeg's JPEG_MAX_DIMENSION
  png: Infinity,
};

/**
 * A picture in AVIF in several widths, and in one width in a format that everyone reads, none above its own. All metadata stays
 * behind, the place where it was taken included; colours become sRGB.
 */
export function planStill({ autoOrient: { width, height }, format, hasAlpha }: Metadata): Planned {
  // JPEG has no transparency, and blurs the edges of the drawings and screenshots for which people choose PNG.
  const fallback = hasAlpha || format === "png" || format === "gif" ? "png" : "jpeg";
  const options = { ...settings, avif: format === "jpeg" ? settings.photograph : settings.drawing };
  const sized = (format: keyof typeof longest, most: number) => {
    const wide = Math.min(width, most);
    return { format, width: wide, height: Math.max(1, Math.round((height * wide) / width)) };
  };
  const widths = settings.widths.filter((each, index, { length }) => index === length - 1 || each * 1.1 < width);
  const all = [...widths.map((each) => sized("avif", each)), sized(fallback, settings.fallbackWidth)];
  const tooLong = new Set(
    all.filter((each) => Math.max(each.width, each.height) > longest[each.format]).map(({ format }) => format),
  );
  const planned = all.filter(({ format }) => !tooLong.has(format));
  if (planned.length === 0)
    throw new PictureProblem(
      `has ${sizeOf({ width, height })} pixels, which is too long for JPEG and AVIF, save it as PNG or in parts`,
    );
  return {
    width,
    height,
    renditions: planned.map(({ format, ...size }) => ({
      file: `${size.width}.${format === "jpeg" ? "jpg" : format}`,
      type: `image/${format}`,
      ...size,
    })),
    draw: async (input) => {
      // Decoded once, a JPEG no larger than is needed. All are made from the largest, one after the other to save memory.
      const most = Math.max(...planned.map((each) => each.width));
      const { data, info } = await opened(input)
        .toColourspace("srgb")
        .resize({ width: most })
        .raw()
        .toBuffer({ resolveWithObject: true });
      return Array.fromAsync(planned, ({ format, width, height }) =>
        sharp(data, { raw: info }).resize({ width, height, fit: "fill" }).toFormat(format, options[format]).toBuffer(),
      );
    },
  };
}
