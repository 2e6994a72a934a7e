import { builtIn, ownSections } from "../../src/content/taxonomies.ts";
import { Failure } from "../base/failure.ts";

/** One page of each kind: what a look at the whole blog has to see. */
export interface Sight {
  readonly name: string;
  readonly path: string;
}

const kinds: readonly (readonly [name: string, path: RegExp])[] = [
  ["home", /^\/$/],
  ["older", /^\/page\/\d+\/$/],
  ["post", /^\/posts\/[^/]+\/$/],
  ...builtIn.flatMap(({ name, of }): [string, RegExp][] => [
    [name, new RegExp(`^/${name}/$`)],
    [of, new RegExp(`^/${name}/[^/]+/$`)],
  ]),
  ["term", new RegExp(`^/(?!(?:${ownSections.join("|")})/)[^/]+/[^/]+/$`)],
  ["archive", /^\/archive\/$/],
  ["year", /^\/archive\/\d+\/$/],
  ["feeds", /^\/feeds\/$/],
  ["search", /^\/search\/$/],
  ["page", /^\/[^/]+\/$/],
];

/**
 * Follows links from the home page on until each kind was met or 200 pages were read. Of the posts it takes one that runs from
 * right to left, and of the others the one with the most HTML, which has the most to look at.
 */
export async function findSights(url: string): Promise<Sight[]> {
  const found = new Map<string, string>();
  let longest = 0;
  const queue = new Set(["/"]);
  for (const path of queue.values().take(200)) {
    const kind = kinds.find(([name, pattern]) => pattern.test(path) && (name === "post" || !found.has(name)));
    if (!kind) continue;

    const response = await fetch(url + path).catch((cause: unknown) => {
      throw new Failure(`No blog answers at ${url}`, { cause });
    });
    const html = await response.text();
    if (!response.ok || !response.headers.get("content-type")?.startsWith("text/html")) continue;
    if (kind[0] !== "post") found.set(kind[0], path);
    else if (/<html[^>]* dir="rtl"/.test(html)) found.set("right-to-left", path);
    else if (html.length > longest) {
      found.set("post", path);
      longest = html.length;
    }
    for (const [, href = ""] of html.matchAll(/<a [^>]*?href="(\/[^"#?]*)"/g)) queue.add(href);
  }
  return [
    ...[...found].map(([name, path]) => ({ name, path })),
    ...(found.has("search") ? searches(found.get("post") ?? "") : []),
    { name: "not-found", path: "/no/such/page/" },
  ];
}

/** A search that finds a post, and one that finds nothing. */
function searches(post: string): Sight[] {
  const words = (post.split("/").at(-2) ?? "").replaceAll("-", "+");
  return [
    { name: "results", path: `/search/?q=${words}` },
    { name: "no-results", path: "/search/?q=qqqq" },
  ];
}
