import type { Models, PostModel, Summary } from "../content/models.ts";
import type { Link } from "../content/site.ts";
import type { SearchModel } from "../search/found.ts";
import type { Markup } from "../markup.ts";
import { apology, type Reason } from "./apology.ts";
import { archive } from "./archive.ts";
import { renderDocument } from "./around/document.ts";
import { footer } from "./around/footer.ts";
import { head } from "./around/head.ts";
import { masthead } from "./around/masthead.ts";
import { byline } from "./byline.ts";
import { feeds } from "./feeds.ts";
import type { Frame, Leaf } from "./frame.ts";
import { entry, list } from "./list.ts";
import { page } from "./page.ts";
import { ending, onward, post } from "./post.ts";
import { search } from "./search/results.ts";
import { tags } from "./tags.ts";

/** A view for each kind of page: what its head says about it, and its main part, from its model. */
export type PageViews = { readonly [Kind in keyof Models]: (model: Models[Kind], frame: Frame) => Leaf };

/**
 * All that draws pages, each replaceable by itself; those of ours find the others in `frame.theme.views`. A view knows nothing but
 * what it is given, and makes the same of the same each time: the edge keeps what it has made.
 */
export interface Views extends PageViews {
  /** Where readers search, and what they found. */
  readonly search: (model: SearchModel, frame: Frame) => Leaf;
  /**
   * In place of a page that is not there (404), was removed (410) or cannot be read (503). `nearest` is the page with the nearest address,
   * `words` are those of the address, to search for.
   */
  readonly apology: (reason: Reason, frame: Frame, nearest?: Link, words?: string) => Leaf;
  /** The whole document around a page. */
  readonly document: (leaf: Leaf, frame: Frame) => Markup;
  /** Everything in `<head>`. The stylesheet of `frame` has to be in it as it is, since the policy names its digest. */
  readonly head: (leaf: Leaf, frame: Frame) => Markup;
  /** The site's name and its navigation, above every page. */
  readonly masthead: (leaf: Leaf, frame: Frame) => Markup;
  /** What stands below every page. */
  readonly footer: (leaf: Leaf, frame: Frame) => Markup;
  /** Below a post's title: who wrote it, when, and how long it takes to read. */
  readonly byline: (model: PostModel, frame: Frame) => Markup;
  /** Below a post's text, within its article: its tags and other terms. */
  readonly ending: (model: PostModel, frame: Frame) => Markup;
  /** Below a post: the ways within its series, to related posts and to its neighbours. */
  readonly onward: (model: PostModel, frame: Frame) => Markup;
  /** A post in a list: its title, date, tags and description. */
  readonly entry: (post: Summary, frame: Frame) => Markup;
}

/** A theme as a blog gives it: what it leaves out is ours. */
export interface OwnTheme {
  readonly views?: Partial<Views>;
  /** CSS, which comes after ours and before the blog's `content/style.css`. */
  readonly style?: string;
}

/** A theme that leaves nothing out. */
export interface Theme extends OwnTheme {
  readonly views: Views;
}

/** Our theme, for what a blog's own takes from it: `theme.views.footer(leaf, frame)`. */
export const theme: Theme = {
  views: {
    post,
    page,
    list,
    tags,
    archive,
    feeds,
    search,
    apology,
    document: renderDocument,
    head,
    masthead,
    footer,
    byline,
    ending,
    onward,
    entry,
  },
};

/** A blog's theme with ours for what it leaves out. */
export const completed = (own: OwnTheme): Theme => ({ ...own, views: { ...theme.views, ...own.views } });

export { html, type Markup, type Part, trusted } from "../markup.ts";
export type * from "../content/models.ts";
export type { Card, Found, Passage, Result, SearchModel } from "../search/found.ts";
export type { Link, Portrait, Profile, Site } from "../content/site.ts";
export type { Reason } from "./apology.ts";
export { body } from "./article.ts";
export { absolute, type Frame, type Leaf, type Properties } from "./frame.ts";
export { languageAttributes } from "./language.ts";
export { ledger, tagLinks, time } from "./parts.ts";
export { portrait } from "./person.ts";
export { searchField } from "./search/search-field.ts";
export { type Wording, wording } from "./wording.ts";
