import { escapeHtml } from "../../../src/markup.ts";
import type { PictureSlot } from "../../markdown/slots.ts";
import type { Picture } from "../pictures.ts";

/** What is known of a picture: of one from elsewhere, its address alone. */
type Known = Partial<Picture> & Pick<Picture, "src">;

/** The measure of an article, 42rem, in pixels of CSS. */
const measure = 672;

/**
 * The HTML of a picture as an article shows it: `<picture>` where there is a choice of formats, else `<img>` alone. An eager
 * one is likely on the first screen, and so isn't loaded lazily.
 */
export function pictureTag(
  picture: Known,
  { alt, title, attributes = {} }: Pick<PictureSlot, "alt" | "title" | "attributes">,
  eager: boolean,
): string {
  const { src, sources = [] } = picture;
  const { width, height } = sizeOf(picture, attributes);
  const sizes = sizesOf(Number(width));
  const img = write("img", {
    src,
    ...attributes,
    width,
    height,
    alt,
    title,
    loading: eager ? undefined : "lazy",
    decoding: "async",
  });
  if (sources.length === 0) return img;
  const choices = sources.map(({ type, srcset, media }) =>
    write("source", { type, media, srcset, sizes: srcset.endsWith("w") ? sizes : undefined }),
  );
  return `<picture>${choices.join("")}${img}</picture>`;
}

/** As the author wants it, in the picture's ratio where only one side is given. */
function sizeOf(own: Known, { width, height }: Readonly<Record<string, string>>) {
  if (!own.width || !own.height || (width !== undefined && height !== undefined)) return { width, height };
  const scale = Number(width ?? Number.NaN) / own.width || Number(height ?? Number.NaN) / own.height || 1;
  return { width: String(Math.round(own.width * scale)), height: String(Math.round(own.height * scale)) };
}

/** How wide a picture is shown, for the browser to choose a file by: its own width, the measure, or the whole window. */
const sizesOf = (width: number): string =>
  width < measure ? `(min-width: ${width}px) ${width}px, 100vw` : "(min-width: 46rem) 42rem, 100vw";

function write(name: string, attributes: Readonly<Record<string, string | undefined>>): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? "" : ` ${key}="${escapeHtml(value)}"`,
  );
  return `<${name}${written.join("")}>`;
}

/** The paths of all files that its tag names. */
export const pathsOf = ({ src, sources }: Picture): readonly string[] => [
  src,
  ...sources.flatMap(({ srcset }) => srcset.split(", ").map((each) => each.replace(/ .*/, ""))),
];
