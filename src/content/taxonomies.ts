/** A way to group posts. Each of its terms has a list of posts at `/NAME/TERM/`. */
export interface Taxonomy {
  /** The section of the URL, in plain text. */
  readonly name: string;
  /** The field of a post's front matter with the names of its terms. */
  readonly field: string;
  /** Whether each term has feeds, and whether `/NAME/` lists all terms. */
  readonly feeds: boolean;
  readonly index: boolean;
}

/** One that the engine knows by itself: `of` stands in the models of its lists, `word` is its title, if it is shown. */
export interface BuiltIn extends Taxonomy {
  readonly name: "tags" | "authors" | "series";
  readonly of: "tag" | "author" | "series";
  readonly word?: "tags" | "series";
}

/** One of `taxonomies` in `site.yaml`. */
export interface OwnTaxonomy extends Taxonomy {
  readonly title: string;
}

export type AnyTaxonomy = BuiltIn | OwnTaxonomy;

interface Site {
  readonly taxonomies?: readonly OwnTaxonomy[];
}

export const builtIn: readonly BuiltIn[] = [
  { name: "tags", of: "tag", field: "tags", word: "tags", feeds: true, index: true },
  { name: "authors", of: "author", field: "authors", feeds: true, index: false },
  { name: "series", of: "series", field: "series", word: "series", feeds: false, index: false },
];

/** All taxonomies of a site, in the order in which the site shows them. */
export const taxonomiesOf = (site: Site): readonly AnyTaxonomy[] => [...builtIn, ...(site.taxonomies ?? [])];

/** What a list's model says about its taxonomy. */
export const named = (taxonomy: AnyTaxonomy) =>
  "of" in taxonomy ? { of: taxonomy.of } : { of: "term" as const, taxonomy: taxonomy.name };

/** The taxonomy of a list's model; none for the home page. */
export const taxonomyOf = (model: { of: string; taxonomy?: string }, site: Site): AnyTaxonomy | undefined =>
  taxonomiesOf(site).find((each) => ("of" in each ? each.of === model.of : each.name === model.taxonomy));

/** What one of the site's own taxonomies is called. */
export const titleOfOwn = (site: Site, name: string): string =>
  site.taxonomies?.find((each) => each.name === name)?.title ?? name;

const fixedSections = ["posts", "archive", "feeds", "search", "page", "pictures", "cards"];

/** First parts of paths that are the site's own, whatever its settings and posts. */
export const ownSections: readonly string[] = [...builtIn.map(({ name }) => name), ...fixedSections];
