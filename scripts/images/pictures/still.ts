import sharp, { type Metadata, type Sharp, type SharpOptions } from "sharp";
import type { Drawn } from "./drawn.ts";
import { PictureProblem } from "./picture-problem.ts";

/**
 * How pictures are encoded. 1440 px fill the measure of 42rem on screens with two pixels to each of CSS. The efforts
 * are the last that pay: AVIF's 4 takes four times as long as its 3 to save a tenth, its 2 takes as long for more
 * bytes, and WebP's 4 takes twice as long as its 2 to save a twentieth.
 */
export const settings = {
  widths: [480, 960, 1440],
  avif: { quality: 50, effort: 3 },
  webp: { quality: 78, effort: 2 },
  jpeg: { quality: 78, mozjpeg: true },
  png: { compressionLevel: 9 },
};

/** Only damage that shows is an error: cameras write files of which decoders warn, and which everyone can see. */
export const reading: SharpOptions = { failOn: "error", autoOrient: true };

/** How many pixels sharp reads by itself; each takes three or four bytes of memory. */
const mostPixels = 0x3fff * 0x3fff;

/** What a picture says of itself. Throws a PictureProblem for one with more pixels than can be read. */
export async function metadataOf(input: Buffer): Promise<Metadata> {
  // With the limit nothing would be known of such a picture, not even its size.
  const metadata = await sharp(input, { ...reading, limitInputPixels: false }).metadata();
  const { width, height } = metadata;
  if (width * height > mostPixels)
    throw new PictureProblem(`has ${sizeOf(metadata)} pixels, expected at most 268 million in all, make it smaller`);
  return metadata;
}

const sizeOf = ({ width, height }: Pick<Metadata, "width" | "height">): string =>
  `${width.toLocaleString("en")} × ${height.toLocaleString("en")}`;

/** The most pixels along a side, by format. */
const longest = {
  avif: 16_384, // libheif's own limit
  webp: 16_383, // https://developers.google.com/speed/webp/faq
  jpeg: 65_500, // libjpeg's JPEG_MAX_DIMENSION
  png: Infinity,
};

/**
 * Draws a picture in three formats and several widths, none above its own. All metadata stays behind, the place where
 * it was taken included; colours become sRGB.
 */
export async function drawStill(
  input: Buffer,
  { autoOrient: { width, height }, format, hasAlpha }: Metadata,
): Promise<Drawn> {
  // JPEG has no transparency, and blurs the edges of the drawings and screenshots for which people choose PNG.
  const fallback = hasAlpha || format === "png" || format === "gif" ? "png" : "jpeg";
  // Photographs have half the colour samples already; in drawings and screenshots their loss would show.
  const avif = { ...settings.avif, chromaSubsampling: format === "jpeg" ? "4:2:0" : "4:4:4" };
  const options = { ...settings, avif };
  const scaled = await scale(input, width);
  const renditions = [];
  for (const each of ["avif", "webp", fallback] as const) {
    if (scaled.some(({ info }) => Math.max(info.width, info.height) > longest[each])) continue;
    for (const { data, info } of scaled) {
      const bytes = await sharp(data, { raw: info }).toFormat(each, options[each]).toBuffer();
      const file = `${info.width}.${each === "jpeg" ? "jpg" : each}`;
      renditions.push({ file, type: `image/${each}`, width: info.width, height: info.height, bytes });
    }
  }
  if (renditions.length === 0)
    throw new PictureProblem(
      `has ${sizeOf({ width, height })} pixels, which is too long for JPEG, WebP and AVIF, save it as PNG or in parts`,
    );
  return { width, height, renditions };
}

/**
 * The pixels in each of the widths below a picture's own, those about as wide as it left out, and in the largest that it is
 * shown in. The file is decoded once; the smaller ones are made from the largest, one after the other to save memory.
 */
async function scale(input: Buffer, width: number) {
  const most = Math.min(width, Math.max(...settings.widths));
  const smaller = settings.widths.filter((each) => each < most && each * 1.1 < width);
  const largest = await pixelsOf(sharp(input, reading).toColourspace("srgb"), most);
  const scaled = await Array.fromAsync(smaller, (each) => pixelsOf(sharp(largest.data, { raw: largest.info }), each));
  return [...scaled, largest];
}

const pixelsOf = (source: Sharp, width: number) => source.resize({ width }).raw().toBuffer({ resolveWithObject: true });
