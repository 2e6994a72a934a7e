import { headOf } from "./files.ts";

// How files of the formats that a build takes begin, each byte as one character.
const beginnings = [
  /^\xFF\xD8\xFF/, // JPEG
  /^\x89PNG/,
  /^GIF8/,
  /^RIFF[^]{4}WEBP/,
  /^[^]{4}ftyp(?:avi[fs]|mif1|msf1)/, // AVIF
  /^\0\0[^\0]\0/, // ICO
  /^(?:II\*\0|MM\0\*)/, // TIFF
  /^(?:\xEF\xBB\xBF)?\s*<(?:\?xml|!--|!DOCTYPE svg|(?:\w+:)?svg)/i,
];

const longest = 64;

/**
 * Whether a build can take a file for a picture, from how it begins. A pointer of Git LFS is not one, nor is an error page that was saved
 * under a picture's name, nor a photograph in HEIC.
 */
export function isPictureFile(file: string): boolean {
  const head = headOf(file, longest).toString("latin1");
  return beginnings.some((beginning) => beginning.test(head));
}
