import { type Markup, xml } from "../../src/markup.ts";
import type { Image } from "../../src/content/models.ts";
import { plain } from "./plain.ts";

/**
 * The picture of an item in Media RSS, for RSS and Atom alike. An enclosure would be taken for an episode of a podcast, and RSS allows
 * it only with a length in bytes. https://www.rssboard.org/media-rss
 */
export const mediaContent = (image: Image): Markup =>
  xml`<media:content url="${image.src}" medium="image"${attribute("width", image.width)}${attribute("height", image.height)}>${image.alt !== undefined && xml`<media:description type="plain">${plain(image.alt)}</media:description>`}</media:content>
`;

const attribute = (name: string, value: number | undefined): Markup =>
  xml`${value !== undefined && xml` ${name}="${value}"`}`;
