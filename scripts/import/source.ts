import type { FrontMatter } from "../authoring/write-front-matter.ts";

/** A file to bring along: from an absolute path to a place, below the article's folder or the output folder. */
export interface Asset {
  readonly from: string;
  readonly to: string;
}

/** Something that a person should know of or look at. `line` counts from 1 in the written file. */
export interface Note {
  readonly message: string;
  readonly line?: number;
  /** The link or picture that it is about, as the text has it. */
  readonly target?: string;
}

/** A post or page as the old system had it, its text not yet converted. */
export interface Entry {
  readonly kind: "post" | "page";
  /** Names it in messages: a path below the source folder, or a place in an export. */
  readonly source: string;
  /** The name that the file should have here, without `.md`. */
  readonly name: string;
  readonly slug: string;
  /** Slug and aliases are the planner's. */
  readonly fields: Omit<FrontMatter, "slug" | "aliases">;
  /** Fields that have no counterpart here, a line or more each; they stay as comments. */
  readonly comments: readonly string[];
  readonly body: string;
  /** Paths at which the old system served it, the present one first. */
  readonly urls: readonly string[];
  /** Absolute folder in which relative paths of the text begin; absent in exports. */
  readonly folder?: string;
  /** Files beside the text, which move with it. */
  readonly bundle: readonly Asset[];
  /** What was noticed while its front matter was read. */
  readonly notes: readonly Note[];
}

/** Where things stand now. Paths are canonical; undefined when nothing is known of a target. */
export interface Links {
  /** By path below the source folder, such as `content/posts/hello.md`. */
  toSource(source: string): string | undefined;
  /** By path on the old site, with or without its trailing slash. */
  toUrl(path: string): string | undefined;
  /** By the last part of a path alone, where just one article has that name: for old addresses that nobody knows. */
  toName(path: string): string | undefined;
}

/** What stayed as it was and shows in the text: `line` counts from 1 within the body. */
export interface Leftover {
  readonly line: number;
  readonly message: string;
}

/** The old address of a list of posts, and where the list is now. */
export interface OldList {
  readonly url: string;
  readonly path: string;
}

/** A whole old site, read. */
export interface Library {
  readonly entries: readonly Entry[];
  /** Files whose address stays: `to` begins with `static/`. */
  readonly statics: readonly Asset[];
  /** Settings for a `site.yaml`, where there is none yet. */
  readonly site: Readonly<Record<string, string>>;
  /** The old site's addresses, without trailing slash: links to them are links within the site. */
  readonly origins: readonly string[];
  /** Whether the old addresses are guesses, so that a link may be followed by its last part alone. */
  readonly guessed?: true;
  /** Where it had the lists of categories and tags, if it had any. */
  readonly lists?: readonly OldList[];
  /** About the site as a whole. */
  readonly notes: readonly string[];
  /** Sources that could not be read at all. */
  readonly failures: readonly string[];
  /** The text as it should be here, but for the targets of its Markdown links. */
  convert(entry: Entry, links: Links): string;
  /** What `convert` could not convert. `body` is the finished text of `entry`. */
  leftovers(body: string, entry: Entry): readonly Leftover[];
}

/** Reads a site. Throws `Failure` when the path does not hold what it should. */
export type ReadSource = (path: string, options: ReadOptions) => Library;

export interface ReadOptions {
  /** Folder with the media of an export: a copy of `wp-content/uploads` or Ghost's `content/images`. */
  readonly media?: string;
  /** Address of the old site, where the source does not say it. */
  readonly url?: string;
  /** Pattern of the posts' old addresses, where no configuration says it: `/:year/:slug/`. */
  readonly permalink?: string;
}
