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
  ...builtIn.flatMap(({ name, of, index }): [string, RegExp][] => [
    ...(index ? [[name, new RegExp(`^/${name}/$`)] as [string, RegExp]] : []),
    [of, new RegExp(`^/${name}/[^/]+/$`)],
  ]),
  ["term", new RegExp(`^/(?!(?:${ownSections.join("|")})/)[^/]+/[^/]+/$`)],
  ["archive", /^\/archive\/$/],
  ["year", /^\/archive\/\d+\/$/],
  ["feeds", /^\/feeds\/$/],
  ["page", /^\/[^/]+\/$/],
];

/**
 * Follows links from the home page on until each kind was met or 200 pages were read. Of the posts it takes one that runs from
 * right to left, and of the others the one with the most HTML, which has the most to look at.
 */
export async function findSights(url: string): Promise<Sight[]> {
  const found = new Map<string, string>();
  let longest = 0;
  const queue = ["/"];
  for (const [read, path] of queue.entries()) {
    const isNew = kinds.find(([name, pattern]) => pattern.test(path) && !found.has(name));
    const post = /^\/posts\/[^/]+\/$/.test(path);
    if (read >= 200 || !(isNew || post)) continue;

    const response = await fetch(url + path).catch((cause: unknown) => {
      throw new Failure(`No blog answers at ${url}`, { cause });
    });
    const html = await response.text();
    if (!response.ok || !response.headers.get("content-type")?.startsWith("text/html")) continue;
    if (post && / dir="rtl"/.test(/<html[^>]*>/.exec(html)?.[0] ?? "")) found.set("right-to-left", path);
    else if (!post && isNew) found.set(isNew[0], path);
    else if (post && html.length > longest) {
      found.set("post", path);
      longest = html.length;
    }
    for (const [, href = ""] of html.matchAll(/<a [^>]*?href="(\/[^"#?]*)"/g))
      if (!queue.includes(href)) queue.push(href);
  }
  return [...[...found].map(([name, path]) => ({ name, path })), { name: "not-found", path: "/no/such/page/" }];
}
