import type { Metadata, SharpOptions } from "sharp";
import type { Planned } from "./planned.ts";
import { opened, settings } from "./still.ts";
import { stripGif, stripPng, stripWebp } from "./strip.ts";

/** An animation of so many pixels, all frames counted, takes WebP's encoder about ten seconds. */
const worthEncoding = 100_000_000;

/** What keeps an animation of a format, but for its metadata. */
const strippers: Readonly<Record<string, (input: Buffer) => Buffer>> = {
  gif: stripGif,
  webp: stripWebp,
  png: stripPng,
};

/** PNG's animation stands in chunks that decoders may skip, as libvips does (https://www.w3.org/TR/png-3/#11acTL). */
const isAnimatedPng = (input: Buffer): boolean => {
  const control = input.indexOf("acTL", 8, "latin1");
  return control !== -1 && control < input.indexOf("IDAT", 8, "latin1");
};

/**
 * Keeps an animation as it is, but for its metadata: encoding it anew would cost frames or colours. Beside it stands
 * a still of the first frame for readers who ask for less motion, and for GIF an animated WebP of a fraction of its
 * size. Gives nothing for what is not an animation.
 */
export function planAnimation(input: Buffer, { format, width, height, pages = 1 }: Metadata): Planned | undefined {
  const strip = strippers[format];
  if (!strip || !(format === "png" ? isAnimatedPng(input) : pages > 1)) return undefined;
  const size = { width, height };
  const still = {
    ...size,
    file: `${width}-still.webp`,
    type: "image/webp",
    media: "(prefers-reduced-motion: reduce)",
  };
  const smaller = { ...size, file: `${width}.webp`, type: "image/webp" };
  const kept = { ...size, file: `${width}.${format}`, type: `image/${format}` };
  const isWorthEncoding = format === "gif" && width * height * pages <= worthEncoding;
  return {
    ...size,
    renditions: isWorthEncoding ? [still, smaller, kept] : [still, kept],
    draw: async (again) => {
      const webp = (options: SharpOptions) => opened(again, options).webp(settings.webp).toBuffer();
      return [await webp({}), ...(isWorthEncoding ? [await webp({ animated: true })] : []), strip(again)];
    },
  };
}
