import type { Link } from "./site.ts";

/** A date as machines read it (`2024-12-16T02:13:04Z`) and as readers see it (`16 December 2024`, in the site's zone). */
export interface Shown {
  readonly iso: string;
  readonly day: string;
}

/** A link to an article by its title, and that one's language, absent when it is the site's. */
export interface TitleLink extends Link {
  readonly lang?: string;
}

export interface DatedLink extends TitleLink {
  readonly date: Shown;
}

/** What lists show of a post. */
export interface Summary extends DatedLink {
  readonly description?: string;
  readonly tags: readonly Link[];
  readonly draft?: true;
}

/** A picture with its size in CSS pixels; `src` is a path of this site or a URL elsewhere. */
export interface Image {
  readonly src: string;
  readonly alt?: string;
  readonly width?: number;
  readonly height?: number;
  /** The author's own, and no card. */
  readonly own?: true;
}

/** An entry of the table of contents. */
export interface Heading {
  readonly depth: number;
  readonly id: string;
  readonly text: string;
}

export interface PageModel extends Link {
  readonly description?: string;
  /** The beginning of the text, where there is no description: for search results and link previews. */
  readonly excerpt?: string;
  readonly updated?: Shown;
  /** The body, trusted: rendered by the prebuild. */
  readonly html: string;
  /** Present when the article is long enough to want a table of contents. */
  readonly contents?: readonly Heading[];
  readonly lang?: string;
  /** Where the original stands, when that is not here. */
  readonly canonical?: string;
  /** What link previews show: the author's picture, else the card that the prebuild drew. */
  readonly image?: Image;
  readonly draft?: true;
  /** Path of the Markdown source. */
  readonly source?: string;
}

/** Terms of one of the site's own taxonomies, which is named and not described: how it is called is a setting. */
export interface Terms {
  readonly taxonomy: string;
  readonly terms: readonly Link[];
}

export interface PostModel extends PageModel {
  readonly date: Shown;
  readonly authors: readonly Link[];
  readonly tags: readonly Link[];
  /** Those of the site's own taxonomies that the post has terms in. */
  readonly terms?: readonly Terms[];
  /** Texts of fields that are shown as they are, by the name of the field. */
  readonly shown?: Readonly<Record<string, string>>;
  /** Reading time, at least 1. */
  readonly minutes: number;
  readonly older?: TitleLink;
  readonly newer?: TitleLink;
  /** Older posts that share tags, the closest first. */
  readonly related?: readonly DatedLink[];
  /** `position` counts from the oldest part, 1. Of those before it the nearest are named, oldest first. */
  readonly series?: Link & {
    readonly position: number;
    readonly earlier: readonly TitleLink[];
    readonly next?: TitleLink;
  };
}

/** Posts, newest first: the home page, a tag, an author, a term of another taxonomy, and their numbered older pages. Of a series all posts, from its first. */
export interface ListModel extends Link {
  readonly of: "home" | "tag" | "author" | "series" | "term";
  /** Name of the taxonomy of a "term". */
  readonly taxonomy?: string;
  /** `path` is the list's on each of its pages. Absent on the newest page. Numbers count from the oldest page, 1. */
  readonly page?: number;
  readonly posts: readonly Summary[];
  /** The page of the site's author, on the newest page of the home list, while there is one. */
  readonly author?: Link;
  /** What link previews show of a series: the card that the prebuild drew. */
  readonly image?: Image;
  /** Paths of the neighbouring pages. */
  readonly older?: string;
  readonly newer?: string;
  /** On the home page, of its newest post the first paragraph or, as the setting `home` has it, all; trusted, as an article's. */
  readonly html?: string;
  /** On the home page: series, first those that went on last; and all years, newest first. */
  readonly series?: readonly Link[];
  readonly years?: readonly Link[];
}

/** All tags, or all terms of another taxonomy. */
export interface TagsModel {
  readonly path: string;
  /** Absent for tags. */
  readonly taxonomy?: string;
  readonly tags: readonly (Link & { readonly count: number })[];
}

export interface ArchiveModel {
  readonly path: string;
  /** Absent on the main page of the archive. */
  readonly year?: string;
  /** All years that have posts, newest first; none on the page of a single year. */
  readonly years: readonly (Link & { readonly count: number })[];
  /** The posts that this page lists, newest first, a group a year. Their days have no year. */
  readonly groups: readonly { readonly year: string; readonly posts: readonly DatedLink[] }[];
}

/** The page that tells people about feeds. */
export interface FeedsModel {
  readonly path: string;
  readonly tags: readonly Link[];
  readonly authors: readonly Link[];
  readonly terms?: readonly Terms[];
}

/** The model of each kind of page that is rendered at the edge. None contains words of the interface, which are settings. */
export interface Models {
  readonly post: PostModel;
  readonly page: PageModel;
  readonly list: ListModel;
  readonly tags: TagsModel;
  readonly archive: ArchiveModel;
  readonly feeds: FeedsModel;
}
