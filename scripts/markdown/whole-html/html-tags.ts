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

const holders = `${urlAttributes.join("|")}|data|ping|(?:image)?srcset`;
const urlHolder = new RegExp(`[\\s"'/](?:${holders})\\s*=|<img|</?picture`, "i");
