import sharp, { type Metadata } from "sharp";
import type { Drawn } from "./drawn.ts";
import { PictureProblem } from "./picture-problem.ts";
import { reading, settings } from "./still.ts";
import { stripGif, stripPng, stripWebp } from "./strip.ts";

/** An animation of so many pixels, all frames counted, takes WebP's encoder about ten seconds. */
const worthEncoding = 100_000_000;

export function isAnimated(input: Buffer, { format, pages = 1 }: Metadata): boolean {
  return ((format === "gif" || format === "webp") && pages > 1) || (format === "png" && isAnimatedPng(input));
}

/** PNG's animation stands in chunks that decoders may skip, as libvips does (https://www.w3.org/TR/png-3/#11acTL). */
const isAnimatedPng = (input: Buffer): boolean => {
  const control = input.indexOf("acTL", 8, "latin1");
  return control !== -1 && control < input.indexOf("IDAT", 8, "latin1");
};

/**
 * Keeps an animation as it is, but for its metadata: encoding it anew would cost frames or colours. Beside it stands
 * a still of the first frame for readers who ask for less motion, and for GIF an animated WebP of a fraction of its
 * size.
 */
export async function drawAnimation(input: Buffer, metadata: Metadata): Promise<Drawn> {
  const { width, height, pages = 1 } = metadata;
  const size = { width, height };
  const still = {
    ...size,
    file: `${width}-still.webp`,
    type: "image/webp",
    media: "(prefers-reduced-motion: reduce)",
    bytes: await sharp(input, reading).webp(settings.webp).toBuffer(),
  };
  const kept = { ...size, ...keep(input, metadata) };
  if (metadata.format !== "gif" || width * height * pages > worthEncoding)
    return { ...size, renditions: [still, kept] };
  const animated = {
    ...size,
    file: `${width}.webp`,
    type: "image/webp",
    bytes: await sharp(input, { ...reading, animated: true })
      .webp(settings.webp)
      .toBuffer(),
  };
  return { ...size, renditions: [still, animated, kept] };
}

function keep(input: Buffer, { format, width }: Metadata) {
  switch (format) {
    case "gif":
      return { file: `${width}.gif`, type: "image/gif", bytes: stripGif(input) };
    case "webp":
      return { file: `${width}.webp`, type: "image/webp", bytes: stripWebp(input) };
    case "png":
      return { file: `${width}.png`, type: "image/png", bytes: stripPng(input) };
    default:
      throw new PictureProblem(`is an animation in the format ${format}, expected GIF, WebP or PNG`);
  }
}
