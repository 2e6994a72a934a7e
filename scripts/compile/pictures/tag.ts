import { escapeHtml } from "../../../src/markup.ts";
import type { Picture } from "../pictures.ts";

export interface Shown {
  readonly alt: string;
  readonly title?: string;
  /** Whether the picture is likely on the first screen: then it isn't loaded lazily. */
  readonly eager: boolean;
  /** Further attributes of the `<img>`, as the author wrote them. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Pictures from elsewhere have neither sources nor a known size. */
type Shape = Pick<Picture, "src" | "srcset" | "sources"> & Partial<Pick<Picture, "width" | "height">>;

/** How wide a picture is shown: the measure of an article (42rem) where the window has room for it. */
const sizes = "(min-width: 46rem) 42rem, 100vw";

/** The HTML of a picture: `<picture>` where there is a choice of formats, else `<img>` alone. */
export function pictureTag(picture: Shape, { alt, title, eager, attributes = {} }: Shown): string {
  const { src, srcset, width, height, sources } = picture;
  const img = write("img", {
    src,
    srcset,
    sizes: srcset && sizes,
    width: width?.toString(),
    height: height?.toString(),
    alt,
    title,
    loading: eager ? undefined : "lazy",
    decoding: "async",
    ...attributes,
  });
  if (sources.length === 0) return img;
  const choices = sources.map(({ type, srcset, media }) =>
    write("source", { type, media, srcset, sizes: srcset.endsWith("w") ? sizes : undefined }),
  );
  return `<picture>${choices.join("")}${img}</picture>`;
}

function write(name: string, attributes: Readonly<Record<string, string | undefined>>): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? "" : ` ${key}="${escapeHtml(value)}"`,
  );
  return `<${name}${written.join("")}>`;
}
