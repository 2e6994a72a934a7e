import sharp, { type Sharp } from "sharp";
import { blamingPicture } from "../pictures/picture-problem.ts";
import { metadataOf, reading } from "../pictures/still.ts";
import { looksLikeSvg, type Size, sizeOfSvg } from "../pictures/svg.ts";
import { toIco } from "./encode-ico.ts";
import { paper } from "./paper.ts";

/** The files by name. Which ones, and why no more: https://evilmartians.com/chronicles/how-to-favicon-in-2021 */
export async function drawIcons(source: Buffer): Promise<Readonly<Record<string, Uint8Array>>> {
  const drawn = looksLikeSvg(source) ? sizeOfSvg(source) : undefined;
  return blamingPicture(async () => {
    if (!drawn) await metadataOf(source);
    const square = (size: number) => drawSquare(source, drawn, size);
    const onPaper = (size: number, share: number) => drawSquare(source, drawn, size, share, paper);
    const small = await Promise.all([16, 32, 48].map((size) => square(size).png().toBuffer()));
    return {
      "favicon.ico": toIco(small),
      // iOS shows transparency as black, and rounds the corners itself.
      "apple-touch-icon.png": await onPaper(180, 1).png().toBuffer(),
      "icon-192.png": await square(192).png().toBuffer(),
      "icon-512.png": await square(512).png().toBuffer(),
      // Launchers may cut away all but a circle of four fifths (https://www.w3.org/TR/appmanifest/#icon-masks).
      "icon-maskable-512.png": await onPaper(512, 0.8).png().toBuffer(),
      ...(drawn ? { "icon.svg": source } : {}),
    };
  });
}

/** The picture in the middle of a square of so many pixels, of which its longer side takes a share. */
function drawSquare(picture: Buffer, drawn: Size | undefined, size: number, share = 1, ground?: string): Sharp {
  const inner = Math.round(size * share);
  const border = Math.floor((size - inner) / 2);
  const [left, right] = [border, size - inner - border];
  // A drawing is rasterised at the size that is wanted: at 72 dots to the inch, a pixel is one unit of CSS.
  const density = drawn === undefined ? 72 : (72 * inner) / Math.max(drawn.width, drawn.height);
  const opened = sharp(picture, { ...reading, density: Math.min(100_000, Math.max(1, density)) });
  const background = ground ?? "#0000";
  return (ground === undefined ? opened : opened.flatten({ background }))
    .resize(inner, inner, { fit: "contain", background })
    .extend({ left, top: left, right, bottom: right, background });
}
