import { escapeHtml } from "../../../src/markup.ts";
import type { Picture } from "../pictures.ts";

/** How an article shows a picture. */
interface Setting {
  readonly alt: string;
  readonly title?: string;
  /** Whether the picture is likely on the first screen: then it isn't loaded lazily. */
  readonly eager: boolean;
  /** Further attributes of the `<img>`, as the author wrote them. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** The measure of an article, 42rem, in pixels of CSS. */
const measure = 672;

/** The HTML of a picture: `<picture>` where there is a choice of formats, else `<img>` alone. */
export function pictureTag(picture: Picture, { alt, title, eager, attributes = {} }: Setting): string {
  const { width, height } = sizeOf(picture, attributes);
  const sizes = sizesOf(Number(width));
  const img = write("img", {
    src: picture.src,
    srcset: picture.srcset,
    sizes: picture.srcset && sizes,
    ...attributes,
    width,
    height,
    alt,
    title,
    loading: eager ? undefined : "lazy",
    decoding: "async",
  });
  if (picture.sources.length === 0) return img;
  const sources = picture.sources.map(({ type, srcset, media }) =>
    write("source", { type, media, srcset, sizes: srcset.endsWith("w") ? sizes : undefined }),
  );
  return `<picture>${sources.join("")}${img}</picture>`;
}

/** The HTML of a picture that stands elsewhere, of which nothing is known. */
export const foreignPictureTag = (src: string, { alt, title, eager, attributes = {} }: Setting): string =>
  write("img", { src, ...attributes, alt, title, loading: eager ? undefined : "lazy", decoding: "async" });

/** As the author wants it, in the picture's ratio where only one side is given. */
function sizeOf(picture: Picture, { width, height }: Readonly<Record<string, string>>) {
  if (width !== undefined && height !== undefined) return { width, height };
  const scale = Number(width ?? Number.NaN) / picture.width || Number(height ?? Number.NaN) / picture.height || 1;
  return { width: String(Math.round(picture.width * scale)), height: String(Math.round(picture.height * scale)) };
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
