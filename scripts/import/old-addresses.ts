import { canonicalPath } from "../../src/content/slug.ts";
import { decoded } from "./link-targets.ts";
import type { Place } from "./places.ts";
import type { Note } from "./source.ts";

/** The old paths that lead to an article now. */
export interface Aliases {
  readonly paths: readonly string[];
  readonly notes: readonly Note[];
}

/** The old addresses of each place. One address can lead to one article only. */
export function aliasesOf(places: readonly Place[]): Map<Place, Aliases> {
  const owners = new Map(places.map((place) => [place.path, place]));
  return new Map(
    places.map((place) => {
      const paths: string[] = [];
      const notes: Note[] = [];
      for (const url of place.entry.urls) {
        const path = canonicalPath(url);
        if (path === undefined || path === place.path) continue;
        const owner = owners.get(path);
        if (path === "/") notes.push({ message: `its old address "/" is now the home page's` });
        else if (owner !== undefined && owner !== place)
          notes.push({ message: `its old address "${url}" now leads to ${owner.file}` });
        else if (owner === undefined) paths.push(legible(url, path));
        if (owner === undefined) owners.set(path, place);
      }
      return [place, { paths, notes }];
    }),
  );
}

/** Letters as letters, where that says the same. */
function legible(url: string, path: string): string {
  const text = decoded(url);
  return canonicalPath(text) === path && !/[?#%,]/.test(text) ? text : path;
}
