import { parseMoment } from "../base/moments.ts";
import { slugOfFile } from "../read/parse-article.ts";
import { articleSlugProblem } from "../read/slug-problem.ts";
import { pathOf } from "../../src/content/slug.ts";
import { ownSections } from "../../src/content/taxonomies.ts";
import { slugFromTitle } from "../authoring/slug-of-title.ts";
import { pathKey } from "./link-targets.ts";
import type { Entry, Links, Note } from "./source.ts";

/** Where an entry comes to stand. */
export interface Place {
  readonly entry: Entry;
  /** Below the output folder: `posts/hello.md`. */
  readonly file: string;
  readonly slug: string;
  readonly path: string;
  /** Whether the file's name alone does not say the slug. */
  readonly explicit: boolean;
  readonly notes: readonly Note[];
}

// Addresses of the site's own lists and files, which a page can't have.
const reserved = new Set([...ownSections, "404", "index"]);

/** Gives every entry a file and an address of its own. Of those that want the same, the oldest published has it. */
export function placeEntries(entries: readonly Entry[]): Place[] {
  const slugs = new Set<string>();
  const files = new Set<string>();
  return entries.toSorted(byAge).map((entry) => {
    const notes: Note[] = [];
    const folder = entry.kind === "post" ? "posts" : "pages";
    const wanted = articleSlugProblem(folder, entry.slug)
      ? slugFromTitle(entry.slug) || slugFromTitle(entry.name) || entry.kind
      : entry.slug;
    const free = wanted.normalize("NFC");
    const slug = unique(
      free,
      (each) => !slugs.has(`${folder}/${each}`) && !(entry.kind === "page" && reserved.has(each)),
    );
    slugs.add(`${folder}/${slug}`);
    if (slug !== free)
      notes.push({
        message: `the slug is "${slug}", since "${free}" is ${reserved.has(free) ? "the site's own" : "another's"}`,
      });

    const base = articleSlugProblem(folder, entry.name) ? slug : entry.name;
    const name = unique(
      base,
      // A build reads no index.md directly below posts/ or pages/.
      (each) => !files.has(`${folder}/${each}`.toLowerCase()) && !/^_?index$/i.test(each),
    );
    files.add(`${folder}/${name}`.toLowerCase());
    const file = entry.bundle.length > 0 ? `${folder}/${name}/index.md` : `${folder}/${name}.md`;
    const path = entry.kind === "post" ? pathOf("posts", slug) : pathOf(slug);
    return { entry, file, slug, path, explicit: slugOfFile(file) !== slug, notes };
  });
}

/** Where old addresses and old sources lead now. */
export function linksTo(places: readonly Place[]): Links {
  const bySource = new Map(places.map(({ entry, path }) => [entry.source, path]));
  const now = new Map(places.map(({ path }) => [pathKey(path), path]));
  const byUrl = new Map(
    places.toReversed().flatMap(({ entry, path }) => entry.urls.map((url) => [pathKey(url), path] as const)),
  );
  const byName = Map.groupBy(places, ({ slug }) => pathKey(`/${slug}`));
  return {
    toSource: (source) => bySource.get(source),
    toUrl: (path) => byUrl.get(pathKey(path)) ?? now.get(pathKey(path)),
    toName: (path) => {
      const found = byName.get(pathKey(path).replace(/^.*\//, "/")) ?? [];
      return found.length === 1 ? found[0]?.path : undefined;
    },
  };
}

function unique(wanted: string, isFree: (name: string) => boolean): string {
  let name = wanted;
  for (let count = 2; !isFree(name); count++) name = `${wanted}-${count}`;
  return name;
}

function byAge(a: Entry, b: Entry): number {
  const rank = (entry: Entry): number => {
    const moment = parseMoment(entry.fields.date ?? "");
    return (entry.fields.draft ? 1e12 : 0) + (typeof moment === "number" ? moment : 0);
  };
  return rank(a) - rank(b) || (a.source < b.source ? -1 : 1);
}
