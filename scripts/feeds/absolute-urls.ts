import { candidatesIn, urlsIn } from "../markdown/whole-html/html-tags.ts";

/**
 * The value of an attribute with every URL in it absolute; undefined where that can't be. Attributes that contain no URL keep their value.
 */
export function absoluteAttribute(element: string, name: string, value: string, base: string): string | undefined {
  const kind = urlsIn(element, name);
  if (kind === "one") return absoluteUrl(value, base);
  return kind === "srcset" ? absoluteSrcset(value, base) : value;
}

/** Undefined for what is not a URL, for one that runs a script, and for an empty one: it would lead to the page that shows it. */
function absoluteUrl(url: string, base: string): string | undefined {
  const absolute = url.trim() === "" ? null : URL.parse(url, base);
  return absolute && !/^(java|vb)script:$/.test(absolute.protocol) ? absolute.href : undefined;
}

function absoluteSrcset(srcset: string, base: string): string | undefined {
  const candidates = candidatesIn(srcset).flatMap(({ url, descriptors }) => {
    const absolute = absoluteUrl(url, base);
    return absolute === undefined ? [] : `${absolute} ${descriptors}`.trim();
  });
  return candidates.length === 0 ? undefined : candidates.join(", ");
}
