import sharp, { type Metadata, type Sharp, type SharpOptions } from "sharp";
import type { Drawn } from "./drawn.ts";

/**
 * How pictures are encoded. 1440 px fill the measure of 42rem on screens with two pixels to each of CSS. The efforts
 * are the last that pay: AVIF's 4 takes four times as long as its 3 and saves a tenth.
 */
export const settings = {
  widths: [480, 960, 1440],
  avif: { quality: 50, effort: 3 },
  webp: { quality: 78, effort: 4 },
  jpeg: { quality: 78, mozjpeg: true },
  png: { compressionLevel: 9 },
};

/** Only damage that shows is an error: cameras write files of which decoders warn, and which everyone can see. */
export const reading: SharpOptions = { failOn: "error", autoOrient: true };

interface Format {
  readonly type: string;
  readonly extension: string;
  /** The most pixels along a side. */
  readonly limit: number;
  readonly encode: (pixels: Sharp) => Sharp;
}

const avif: Format = {
  type: "image/avif",
  extension: "avif",
  limit: 16_384, // libheif's own limit
  encode: (pixels) => pixels.avif(settings.avif),
};

const webp: Format = {
  type: "image/webp",
  extension: "webp",
  limit: 16_383, // https://developers.google.com/speed/webp/faq
  encode: (pixels) => pixels.webp(settings.webp),
};

const jpeg: Format = {
  type: "image/jpeg",
  extension: "jpg",
  limit: 65_500, // libjpeg's JPEG_MAX_DIMENSION
  encode: (pixels) => pixels.jpeg(settings.jpeg),
};

const png: Format = {
  type: "image/png",
  extension: "png",
  limit: Infinity,
  encode: (pixels) => pixels.png(settings.png),
};

/**
 * Draws a picture in three formats and several widths, none above its own. All metadata stays behind, the place where
 * it was taken included; colours become sRGB.
 */
export async function drawStill(
  input: Buffer,
  { autoOrient: { width, height }, format, hasAlpha }: Metadata,
): Promise<Drawn> {
  const scaled = [];
  for (const each of widthsFor(width)) scaled.push(await scale(input, each));
  // JPEG has no transparency, and blurs the edges of the drawings and screenshots for which people choose PNG.
  const fallback = hasAlpha || format === "png" || format === "gif" ? png : jpeg;
  const renditions = [];
  for (const { type, extension, limit, encode } of [avif, webp, fallback]) {
    if (scaled.some(({ info }) => Math.max(info.width, info.height) > limit)) continue;
    for (const { data, info } of scaled) {
      const bytes = await encode(sharp(data, { raw: info })).toBuffer();
      renditions.push({ file: `${info.width}.${extension}`, type, width: info.width, height: info.height, bytes });
    }
  }
  return { width, height, renditions };
}

/** Decoded once for each width: three encoders read the same pixels. */
const scale = (input: Buffer, width: number) =>
  sharp(input, reading).resize({ width }).toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });

/** The widths below a picture's own, and that one if it is not about the same as the last of them. */
export function widthsFor(width: number): readonly number[] {
  const smaller = settings.widths.filter((each) => each * 1.1 < width);
  const largest = Math.min(width, Math.max(...settings.widths));
  return smaller.at(-1) === largest ? smaller : [...smaller, largest];
}
