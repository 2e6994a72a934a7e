import { pathOf, toSlug } from "../../../src/content/slug.ts";
import { isRecord } from "../../base/record.ts";
import { setting } from "../config.ts";
import { listAt } from "../site/site-redirects.ts";
import type { Data } from "../matter.ts";
import type { OldArticle, OldList } from "../source.ts";

/** Zola's lists and feeds: of sections, by their addresses, and of terms. */
export function zolaLists(
  articles: readonly OldArticle[],
  sections: readonly string[],
  config: Data,
  slugify: (term: string) => string,
): OldList[] {
  const live = articles.filter(({ fields }) => !fields.draft);
  const names = [setting(config, "feed_filenames") ?? setting(config, "feed_filename") ?? "atom.xml"]
    .flat()
    .map(String);
  const prefixes = ["", ...Object.keys(languages(config)).map((language) => `/${language}`)];
  const withFeeds = (url: string, path: string, feeds: string): OldList[] => [
    { url, path },
    ...names.map((name) => ({ url: url + name, path: feeds + listAt(name).path.slice(1) })),
  ];
  const own = ["tags", "categories", "authors", "series"];
  const declared = [setting(config, "taxonomies") ?? []]
    .flat()
    .filter(isRecord)
    .map(({ name }) => String(name));
  const terms = declared.flatMap((taxonomy) => {
    const here = own.includes(taxonomy) ? taxonomy : taxonomy === "author" ? "authors" : "tags";
    const used = new Set(live.flatMap(({ fields }) => termsOf(fields, here)));
    return prefixes.flatMap((prefix) => [
      { url: `${prefix}/${taxonomy}/`, path: here === "categories" ? "/categories/" : "/tags/" },
      ...[...used].flatMap((term) => {
        const path = pathOf(here, toSlug(term));
        return withFeeds(`${prefix}/${slugify(taxonomy)}/${slugify(term)}/`, path, here === "series" ? "/" : path);
      }),
    ]);
  });
  return [
    ...prefixes.slice(1).flatMap((prefix) => withFeeds(`${prefix}/`, "/", "/")),
    ...sections.flatMap((url) => withFeeds(url, "/archive/", "/")),
    ...terms,
  ];
}

const languages = (config: Data): Data => {
  const found = setting(config, "languages");
  return isRecord(found) ? found : {};
};

function termsOf(fields: OldArticle["fields"], section: string): readonly string[] {
  if (section === "tags") return fields.tags ?? [];
  if (section === "authors") return [fields.author ?? []].flat();
  if (section === "series") return [fields.series ?? []].flat();
  return fields.terms?.[section] ?? [];
}
