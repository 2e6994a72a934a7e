import { canonicalPath, pathOf, toSlug } from "../../src/content/slug.ts";
import { openSearchPath, searchPath } from "../../src/search/paths.ts";
import { readOldPath } from "../read/slug-problem.ts";
import { percentDecoded } from "../../src/content/percent-decoded.ts";
import type { Place } from "./places.ts";
import type { Note } from "./source.ts";

/** The old paths that now lead to an article. */
export interface Aliases {
  readonly paths: readonly string[];
  readonly notes: readonly Note[];
}

/** The old addresses of each place. One address can lead to one article only, and to none if a static file has it. */
export function aliasesOf(places: readonly Place[], isStatic: (path: string) => boolean): Map<Place, Aliases> {
  const owners = new Map(places.map((place) => [place.path, place]));
  const own = ownPages(places);
  return new Map(
    places.map((place) => {
      const paths: string[] = [];
      const notes: Note[] = [];
      for (const url of place.article.urls) {
        const path = canonicalPath(url);
        if (path === undefined || path === place.path) continue;
        const owner = owners.get(path);
        if (path === "/") notes.push({ message: `its old address "/" is now the home page's` });
        else if (own.has(path))
          notes.push({ message: "its old address … is now a page of this site's own", of: [`"${url}"`] });
        else if ([path, `${path}index.html`].some((each) => isStatic(percentDecoded(each))))
          notes.push({ message: "its old address … is now that of a file", of: [`"${url}"`] });
        else if (owner !== undefined && owner !== place)
          notes.push({ message: "its old address … now leads to …", of: [`"${url}"`, owner.file] });
        else if (!("path" in readOldPath(path)))
          notes.push({ message: "its old address … can't be redirected here", of: [`"${url}"`] });
        else if (owner === undefined) paths.push(legible(url, path));
        if (owner === undefined) owners.set(path, place);
      }
      return [place, { paths, notes }];
    }),
  );
}

/** The site's own lists once these articles are in it. */
export function ownLists(places: readonly Place[]): ReadonlySet<string> {
  const lists = places.flatMap(({ article: { fields } }) => [
    ...Object.entries({ tags: fields.tags ?? [], ...fields.terms }).flatMap(([section, terms]) => [
      pathOf(section),
      ...terms.map((term) => pathOf(section, toSlug(term))),
    ]),
    ...[fields.author ?? []].flat().map((author) => pathOf("authors", toSlug(author))),
    ...(fields.series === undefined ? [] : [pathOf("series", toSlug(fields.series))]),
    ...(fields.date === undefined ? [] : [pathOf("archive", fields.date.slice(0, 4))]),
  ]);
  return new Set(["posts", "tags", "archive", "feeds"].map((name) => pathOf(name)).concat(lists));
}

/** Those lists, and what else a site has at an address of its own. */
export const ownPages = (places: readonly Place[]): ReadonlySet<string> =>
  new Set([...ownLists(places), searchPath, openSearchPath]);

/** The path with its letters decoded, if a build takes that as the same path. */
function legible(url: string, path: string): string {
  const text = percentDecoded(url);
  const read = readOldPath(text);
  return "path" in read && read.path === path && !/[%,]/.test(text) ? text : path;
}
