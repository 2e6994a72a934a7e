import { PictureProblem } from "./picture-problem.ts";

/**
 * A GIF without comments and without what applications store in it, such as XMP, which can tell where a picture was
 * taken. Only the loop count stays. Sections in brackets are of the GIF89a specification.
 */
export function stripGif(input: Buffer): Buffer {
  const kept: Buffer[] = [];
  const byteAt = (at: number): number => {
    const byte = input[at];
    if (byte === undefined) throw new PictureProblem("is a GIF that is cut off, save it again");
    return byte;
  };
  let at = 13 + colourTable(byteAt(10)); // header, screen descriptor [17, 18]
  kept.push(input.subarray(0, at));
  while (input[at] !== undefined && input[at] !== 0x3b) {
    const start = at;
    const extension = input[at] === 0x21 ? byteAt(at + 1) : undefined;
    if (extension === undefined && input[at] !== 0x2c) break; // rubbish after the last frame, which viewers ignore
    at += extension === undefined ? 11 + colourTable(byteAt(at + 9)) : 2; // image descriptor [20]
    for (let size = -1; size !== 0; at += size + 1) size = byteAt(at); // sub-blocks [15]
    const loops =
      extension === 0xff && /^(NETSCAPE2\.0|ANIMEXTS1\.0)/.test(input.toString("latin1", start + 3, start + 14));
    // 0xfe is a comment [24], 0x01 plain text [25], which no browser shows, 0xff an application's own [26]
    if (extension === undefined || extension === 0xf9 || loops) kept.push(input.subarray(start, at));
  }
  return Buffer.concat([...kept, Buffer.of(0x3b)]);
}

/** Bytes of the colour table that a packed field announces. */
const colourTable = (packed: number): number => (packed & 0x80 ? 3 << ((packed & 7) + 1) : 0);

/** A PNG without its text and EXIF chunks (https://www.w3.org/TR/png-3/#11textinfo). */
export function stripPng(input: Buffer): Buffer {
  const kept = [input.subarray(0, 8)];
  for (let at = 8; at + 12 <= input.length;) {
    const end = at + 12 + input.readUInt32BE(at);
    const type = input.toString("latin1", at + 4, at + 8);
    if (!["eXIf", "tEXt", "zTXt", "iTXt", "tIME"].includes(type)) kept.push(input.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}

/** A WebP without its EXIF and XMP chunks (RFC 9649 §2.7). */
export function stripWebp(input: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 12; at + 8 <= input.length;) {
    const size = input.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    const type = input.toString("latin1", at, at + 4);
    if (type !== "EXIF" && type !== "XMP ") chunks.push(Buffer.from(input.subarray(at, end)));
    at = end;
  }
  const [features] = chunks;
  if (features?.toString("latin1", 0, 4) !== "VP8X")
    throw new PictureProblem("is a WebP animation without a VP8X chunk");
  features.writeUInt8(features.readUInt8(8) & ~0b1100, 8); // the flags for EXIF and XMP
  const body = Buffer.concat(chunks);
  const header = Buffer.from(input.subarray(0, 12));
  header.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([header, body]);
}
