import type { FrontMatter } from "../authoring/write-front-matter.ts";

/** A file to import: from an absolute path to a path below the article's folder or the output folder. */
export interface Asset {
  readonly from: string;
  readonly to: string;
}

/**
 * Something for a person to know or check. `message` has "…" wherever one of `of` stands, so that all notes of a kind share
 * it: "the shortcode … stays in the text" of ["youtube"].
 */
export interface Note {
  readonly message: string;
  readonly of?: readonly string[];
  /** Counted from 1 in the written file. */
  readonly line?: number;
  /** The link or picture that it is about, as the text has it. */
  readonly target?: string;
  /** Whether the old page showed something there that the new one lacks. */
  readonly lacks?: true;
}

/** A post or page as the old system had it, its text not yet converted. */
export interface OldArticle {
  readonly kind: "post" | "page";
  /** Names it in messages: a path below the source folder, or a place in an export. */
  readonly source: string;
  /** The name that the file should have here, without `.md`. */
  readonly name: string;
  readonly slug: string;
  /** The planner adds slug and aliases. */
  readonly fields: Omit<FrontMatter, "slug" | "aliases">;
  /** Fields without a counterpart here, one or more lines each; they become comments. */
  readonly comments: readonly string[];
  readonly body: string;
  /** Paths at which the old system served it, the current one first. */
  readonly urls: readonly string[];
  /** Absolute folder that the text's relative paths start from; absent in exports. */
  readonly folder?: string;
  /** Files that move with the text. */
  readonly bundle: readonly Asset[];
  /** What was noticed while reading its front matter. */
  readonly notes: readonly Note[];
}

/** Where things are now. Paths are canonical; undefined for unknown targets. */
export interface Links {
  /** By path below the source folder, such as `content/posts/hello.md`. */
  toSource(source: string): string | undefined;
  /** By path on the old site, with or without its trailing slash. */
  toUrl(path: string): string | undefined;
  /** By the last part of a path, if just one article has that name: for guessed old addresses. */
  toName(path: string): string | undefined;
}

/** Something unconverted that shows in the text. `line` counts from 1 within the body. */
export interface Leftover extends Note {
  readonly line: number;
}

/** The old address of a list of posts, and where the list is now. */
export interface OldList {
  readonly url: string;
  readonly path: string;
}

export interface NavLink {
  readonly title: string;
  readonly path: string;
}

/** A whole old site, read. */
export interface OldSite {
  readonly articles: readonly OldArticle[];
  /** Files that keep their address: `to` starts with `static/`. */
  readonly statics: readonly Asset[];
  /** Settings for a new `site.yaml`. */
  readonly site: Readonly<Record<string, string>>;
  /** Its own navigation, with old addresses, in order. */
  readonly nav?: readonly NavLink[];
  /** The old site's addresses, without trailing slash: links to them stay within the site. */
  readonly origins: readonly string[];
  /** Below the root, for links that name a source from there: `/blog/hello.md`. */
  readonly sourceFolder?: string;
  /** Absolute folders in which a picture may lie that texts name by its address. */
  readonly servedFrom?: readonly string[];
  /** Whether the old addresses are guesses, so a link may be matched by its last part alone. */
  readonly guessed?: true;
  /** Whether it showed each date with the date's own offset, whatever the site's zone. */
  readonly ownDays?: boolean;
  /** Where it had its lists and feeds. A list that is nowhere now gets no redirect. */
  readonly lists?: readonly OldList[];
  /** About the site as a whole. */
  readonly notes: readonly Note[];
  /** Sources that could not be read at all. */
  readonly failures: readonly Note[];
  /** The text as it should be here, except for the targets of its Markdown links. */
  convert(article: OldArticle, links: Links, note: (note: Note) => void): string;
  /** The id that it gave a heading, from the heading's Markdown and from its words alone. */
  readonly headingId?: (markdown: string, words: string) => string;
  /** What `convert` could not convert. `body` is the finished text of `article`. */
  leftovers(body: string, article: OldArticle): readonly Leftover[];
}

/** Reads a site. Throws `Failure` if the path is not such a site. */
export type ReadSource = (path: string, options: ReadOptions) => OldSite;

export interface ReadOptions {
  /** Folder with an export's media: a copy of `wp-content/uploads` or Ghost's `content/images`. */
  readonly media?: string;
  /** The old site's address, if the source does not say it. */
  readonly url?: string;
  /** Pattern of the posts' old addresses, if no configuration says it: `/:year/:slug/`. */
  readonly permalink?: string;
}
