import { urlsIn } from "../markdown/whole-html/html-tags.ts";

/**
 * The value of an attribute with every URL in it absolute; undefined where that can't be. Attributes that hold no URL keep their value.
 */
export function absoluteAttribute(element: string, name: string, value: string, base: string): string | undefined {
  const kind = urlsIn(element, name);
  if (kind === "one") return absoluteUrl(value, base);
  return kind === "srcset" ? absoluteSrcset(value, base) : value;
}

/** Undefined for what is no URL, for one that runs a script, and for an empty one: it would lead to the page that shows it. */
function absoluteUrl(url: string, base: string): string | undefined {
  const absolute = url.trim() === "" ? null : URL.parse(url, base);
  return absolute && !/^(java|vb)script:$/.test(absolute.protocol) ? absolute.href : undefined;
}

// https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute: a URL runs to the next white space, so that it may
// hold commas, but those at its end part it from the next candidate.
const candidate = /[\s,]*(?<url>\S*[^\s,])(?:,|\s+(?<descriptors>[^,(]*(?:\([^)]*\)[^,(]*)*)|$)/g;

function absoluteSrcset(srcset: string, base: string): string | undefined {
  const candidates = [...srcset.matchAll(candidate)].flatMap(({ groups: { url = "", descriptors = "" } = {} }) => {
    const absolute = absoluteUrl(url, base);
    return absolute === undefined ? [] : `${absolute} ${descriptors.trim()}`.trim();
  });
  return candidates.length === 0 ? undefined : candidates.join(", ");
}
