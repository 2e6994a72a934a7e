import { PictureProblem } from "./picture-problem.ts";
import type { Planned } from "./planned.ts";

// https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10): a header, then an entry for each size.
const headerLength = 6;
const entryLength = 16;

/** Whether the file is an icon such as `favicon.ico`: no reserved bits, and a type that is not a cursor's. */
export const isIco = (input: Buffer): boolean => input.length >= headerLength && input.readUInt32LE(0) === 0x0001_0000;

/** Keeps an icon as it is, since libvips can't read one and every browser can. It is as large as its largest size. */
export function planIco(input: Buffer): Planned {
  const sizes = Array.from({ length: input.readUInt16LE(4) }, (_, index) => {
    const entry = input.subarray(headerLength + index * entryLength).subarray(0, entryLength);
    if (entry.length < entryLength || entry.readUInt32LE(8) + entry.readUInt32LE(12) > input.length)
      throw new PictureProblem("is cut off, save it again as PNG or SVG");
    return { width: entry.readUInt8(0) || 256, height: entry.readUInt8(1) || 256 };
  });
  const largest = sizes.toSorted((a, b) => a.width - b.width).at(-1);
  if (largest === undefined) throw new PictureProblem("is an icon without a picture, save it again as PNG or SVG");
  const renditions = [{ ...largest, file: `${largest.width}.ico`, type: "image/x-icon" }];
  return { ...largest, renditions, draw: async (bytes) => [bytes] };
}
