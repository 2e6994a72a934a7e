import type { Link } from "./site.ts";

/** A date as machines read it (`2024-12-16T02:13:04Z`) and as readers see it (`16 December 2024`, in the site's zone). */
export interface Shown {
  readonly iso: string;
  readonly day: string;
}

/** What lists show of a post. */
export interface Summary extends Link {
  readonly date: Shown;
  readonly description?: string;
  readonly tags: readonly Link[];
}

interface ArticleModel extends Link {
  readonly description?: string;
  readonly updated?: Shown;
  /** The body, trusted: rendered by the prebuild. */
  readonly html: string;
  readonly lang?: string;
  readonly canonical?: string;
  readonly image?: string;
  readonly imageAlt?: string;
  readonly draft?: true;
}

export interface PostModel extends ArticleModel {
  readonly date: Shown;
  readonly authors: readonly string[];
  readonly tags: readonly Link[];
  /** Reading time, at least 1. */
  readonly minutes: number;
  readonly older?: Link;
  readonly newer?: Link;
}

export type PageModel = ArticleModel;

/** Posts, newest first: the home page, a tag, and their numbered older pages. */
export interface ListModel extends Link {
  readonly of: "home" | "tag";
  /** Absent on the newest page. Numbers count from the oldest page, 1. */
  readonly page?: number;
  readonly posts: readonly Summary[];
  /** Paths of the neighbouring pages. */
  readonly older?: string;
  readonly newer?: string;
}

export interface TagsModel {
  readonly tags: readonly (Link & { readonly count: number })[];
}

export interface ArchiveModel extends Link {
  /** All years that have posts, newest first. */
  readonly years: readonly (Link & { readonly count: number })[];
  /** The posts that this page lists, newest first, a group a year. */
  readonly groups: readonly { readonly year: string; readonly posts: readonly (Link & { readonly date: Shown })[] }[];
}

/** The model of each kind of page that is rendered at the edge. */
export interface Models {
  readonly post: PostModel;
  readonly page: PageModel;
  readonly list: ListModel;
  readonly tags: TagsModel;
  readonly archive: ArchiveModel;
}
