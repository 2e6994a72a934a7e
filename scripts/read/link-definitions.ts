import type { Written } from "../markdown/pieces.ts";

// CommonMark 0.31.2 §4.7: a label, a colon, and the URL behind it or on the next line; perhaps in a quote or a list.
const definition = /^[ \t>]*\[(?:[^\]\\]|\\.)+\]:[ \t]*\n?[ \t>]*<?(?<url>[^\s<>]+)/gm;

/** Where the reference definitions of a body (`[label]: url`) write a URL. */
export function definitionsOf(body: string, url: string): Written[] {
  if (!body.includes(`]:`)) return [];
  return [...body.matchAll(definition)]
    .filter(({ groups }) => groups?.["url"] === url)
    .map((match) => ({ url, start: match.index + match[0].length - url.length }));
}
