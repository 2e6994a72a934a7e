import { rawTextElements } from "./whole-html/elements.ts";
import { endTagIn, scan, type Tag } from "./whole-html/scan.ts";

// HTML, "Attributes" index, those included that only browsers still know; SVG 2 §16.1.
const urlAttributes = "action background cite formaction href longdesc poster src xlink:href".split(" ");

/** What kind of URLs an attribute holds: one, several with white space between, or pictures to choose from. */
export function urlsIn(element: string, attribute: string): "one" | "list" | "srcset" | undefined {
  if (urlAttributes.includes(attribute) || (element === "object" && attribute === "data")) return "one";
  if (attribute === "ping") return "list";
  return attribute === "srcset" || attribute === "imagesrcset" ? "srcset" : undefined;
}

/** Whether HTML might hold a URL, so that it is worth to be parsed. */
export const mayHoldUrl = (html: string): boolean => urlHolder.test(html);

const urlHolder = new RegExp(
  `[\\s"'/](?:${urlAttributes.join("|")}|data|ping|(?:image)?srcset)\\s*=|<img|</?picture`,
  "i",
);

/** The tags of whole HTML in their order. Comments and texts such as scripts have none. */
export function tagsOf(html: string): Tag[] {
  const tags: Tag[] = [];
  for (let at: number | undefined = 0; at !== undefined;) {
    const tag = scan(html, at, true);
    if (!tag || tag.type === "unfinished") break;
    tags.push(tag);
    const isText = tag.type === "start" && rawTextElements.has(tag.name);
    at = isText ? endTagIn(html, tag.name, tag.end) : tag.end;
  }
  return tags;
}
