import { distance } from "fastest-levenshtein";
import type { Moment } from "../content/date.ts";
import type { Release } from "../content/release.ts";
import type { Link } from "../content/site.ts";
import { ownSections } from "../content/taxonomies.ts";

// Paths are in order, so that a misspelt one stands near the right one; how many are looked at doesn't grow with the site.
const reach = 64;

/** The live post or page whose path is the most like a requested one, named after its path; undefined when none is. */
export function nearestArticle(release: Release, requested: string, now: Moment): Link | undefined {
  const most = Math.ceil(requested.length / 3);
  let best: { path: string; away: number } | undefined;
  for (const path of release.articlesAround(requested, reach, now)) {
    if (Math.abs(path.length - requested.length) > most) continue; // the distance is no less
    const away = distance(path, requested.slice(0, 200));
    if (away <= most && away < (best?.away ?? Infinity)) best = { path, away };
  }
  return best && { path: best.path, title: titleOf(best.path) };
}

const titleOf = (path: string): string => decodeURIComponent(path.split("/").at(-2) ?? "").replaceAll("-", " ");

// More tells nobody more.
const mostOfSegment = 1000;
const mostOfWords = /^.{0,100}/u;

/** The words of a path that was asked for, to search for them: `some old slug` of `/posts/some-old-slug.html`. */
export function wordsOf(requested: string): string {
  const words = requested
    .split("/")
    .map((segment) => decoded(segment).slice(0, mostOfSegment))
    .filter((segment) => !ownSections.includes(segment) && /\p{L}/u.test(segment))
    .map((segment) => segment.replace(/\.[a-z\d]{1,5}$/i, "").replace(/[^\p{L}\p{M}\p{N}]+/gu, " "));
  const text = words.join(" ").normalize("NFC").replace(/ +/g, " ").trim();
  return (mostOfWords.exec(text)?.[0] ?? "").trimEnd();
}

/** Empty for what is not UTF-8. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return ""; // decodeURIComponent throws on malformed escapes alone
  }
}
