import type { Ground } from "../content/release.ts";
import type { Link, Site } from "../content/site.ts";
import type { PageModel } from "../content/models.ts";
import type { Markup } from "../markup.ts";
import type { Theme } from "./default-theme.ts";

type Sheet = Readonly<Record<"text", string>>;

/** What stands around every page. */
export interface Frame {
  readonly site: Site;
  /**
   * The stylesheet as it is inlined: the exact text whose digest the content security policy names. A page that has nothing for which
   * only some have rules gets a lighter one in its place once it is made. `ground` is what it gives to pages.
   */
  readonly style: Sheet & { readonly lighter?: Readonly<Record<"lean" | "rich", Sheet>>; readonly ground?: Ground };
  readonly theme: Theme;
}

/** Properties for link previews: Open Graph names and values. What is undefined is not said. */
export type Properties = readonly (readonly [name: string, value: string | number | undefined])[];

/** What a page may share with an article. Without a path, such as a 404, it is neither linked nor indexed; without a language it has the site's. */
type OfArticle = {
  readonly [Name in "description" | "path" | "lang" | "canonical" | "image" | "source" | "draft"]?:
    | PageModel[Name]
    | undefined;
};

/** One page before the document is put around it: what its head says about it, and its main part. */
export interface Leaf extends OfArticle {
  /** Without the site's name. */
  readonly title: string;
  /** Name and path of the list whose own feeds the page offers beside the site's. */
  readonly feeds?: Link | undefined;
  /** Who wrote it, by name. */
  readonly writers?: readonly string[];
  /** Replaces what link previews say about pages that are not articles. */
  readonly properties?: Properties;
  /** Linked data (schema.org), without its `@context`. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Microformats class of the body, for lists. */
  readonly feed?: boolean;
  /** Whether search engines leave the page out, as they do a draft. */
  readonly noindex?: boolean;
  readonly main: Markup;
}

/** A path of this site, or a URL elsewhere, as a URL. */
export const absolute = (site: Site, path: string): string => (path.startsWith("/") ? site.url + path : path);
