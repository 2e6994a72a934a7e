import sharp from "sharp";
import type { Get } from "./live-site.ts";

/** A picture as a page shows it. */
export interface ShownPicture {
  /** Path of the file for those who take no other format. */
  readonly src: string;
  /** Path of the widest file. */
  readonly widest: string;
  /** Of the original, in pixels; undefined where the page says something else. */
  readonly width?: number;
  readonly height?: number;
}

/**
 * A file as large as the original, so that pages and feeds lay it out as before: the widest that the site has, enlarged. Its format is
 * that of the file for everyone, on which the others depend.
 */
export async function restorePicture(
  get: Get,
  { src, widest, width, height }: ShownPicture,
): Promise<Buffer | undefined> {
  const served = await get(src);
  if (!served || !/\.(?:jpe?g|png|webp|avif)$/i.test(src) || width === undefined || height === undefined) return served;
  const own = await sharp(served).metadata();
  if ((own.pages ?? 1) > 1 || own.width >= width) return served;
  const best = (widest === src ? undefined : await get(widest)) ?? served;
  const enlarged = sharp(best).resize(width, height, { fit: "fill" });
  return own.format === "jpeg" ? enlarged.jpeg({ quality: 95 }).toBuffer() : enlarged.toFormat(own.format).toBuffer();
}
