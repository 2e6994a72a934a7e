import type { Sharp } from "sharp";
import { blamingPicture } from "../pictures/picture-problem.ts";
import { metadataOf, opened } from "../pictures/still.ts";
import { looksLikeSvg, type Size, sizeOfSvg } from "../pictures/svg.ts";
import { toIco } from "./encode-ico.ts";
import { type Icon, icons } from "./icon-files.ts";

/** The files by name. */
export async function drawIcons(source: Buffer): Promise<Readonly<Record<string, Uint8Array>>> {
  const drawn = looksLikeSvg(source) ? sizeOfSvg(source) : undefined;
  return blamingPicture(async () => {
    if (!drawn) await metadataOf(source);
    const draw = (icon: Omit<Icon, "name">) => drawSquare(source, drawn, icon).png().toBuffer();
    const [small, large] = await Promise.all([
      Promise.all([16, 32, 48].map((size) => draw({ size }))),
      Promise.all(icons.map(async (icon) => [icon.name, await draw(icon)] as const)),
    ]);
    return { "favicon.ico": toIco(small), ...(drawn && { "icon.svg": source }), ...Object.fromEntries(large) };
  });
}

/** The picture in the middle of a square of so many pixels; its longer side takes a share of them. */
function drawSquare(picture: Buffer, drawn: Size | undefined, { size, share = 1, ground }: Omit<Icon, "name">): Sharp {
  const inner = Math.round(size * share);
  const border = Math.floor((size - inner) / 2);
  const [left, right] = [border, size - inner - border];
  // A drawing is rasterised at the size that is wanted: at 72 dots to the inch, a pixel is one unit of CSS.
  const density = drawn === undefined ? 72 : (72 * inner) / Math.max(drawn.width, drawn.height);
  const drawing = opened(picture, { density: Math.min(100_000, Math.max(1, density)) });
  const background = ground ?? "#0000";
  return (ground === undefined ? drawing : drawing.flatten({ background }))
    .resize(inner, inner, { fit: "contain", background })
    .extend({ left, top: left, right, bottom: right, background });
}
