// HTML, "Attributes" index, those included that only browsers still know; SVG 2 §16.1.
const urlAttributes = "action background cite formaction href longdesc poster src xlink:href".split(" ");

/** What kind of URLs an attribute contains: one, several with white space between, or pictures to choose from. */
export function urlsIn(element: string, attribute: string): "one" | "list" | "srcset" | undefined {
  if (urlAttributes.includes(attribute) || (element === "object" && attribute === "data")) return "one";
  if (attribute === "ping") return "list";
  return attribute === "srcset" || attribute === "imagesrcset" ? "srcset" : undefined;
}

/** A picture to choose, with its place in a srcset. */
interface Candidate {
  readonly url: string;
  readonly at: number;
  readonly descriptors: string;
}

// A URL runs to the next white space, so that it may contain commas, but those at its end part it from the next candidate. It begins with
// neither, or a text of commas would be read from each of them to its end.
const candidate = /(?<url>[^\s,](?:\S*[^\s,])?)(?:,|\s+(?<descriptors>[^,(]*(?:\([^()]*\)[^,(]*)*)|$)/g;

/** The candidates of a srcset: https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute. */
export const candidatesIn = (srcset: string): Candidate[] =>
  Array.from(srcset.matchAll(candidate), ({ index, groups: { url = "", descriptors = "" } = {} }) => ({
    url,
    at: index,
    descriptors: descriptors.trim(),
  }));

/** Whether HTML might contain a URL, so that it is worth parsing. */
export const mayHoldUrl = (html: string): boolean => urlHolder.test(html);

const holders = `${urlAttributes.join("|")}|data|ping|(?:image)?srcset`;
const urlHolder = new RegExp(`[\\s"'/](?:${holders})\\s*=|<img|</?picture`, "i");
