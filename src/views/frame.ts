import type { Site } from "../content/site.ts";
import type { Image } from "../content/models.ts";
import type { Markup } from "../markup.ts";

/** What stands around every page. */
export interface Frame {
  readonly site: Site;
  /** The stylesheet as it is inlined: the exact text whose digest the content security policy names. */
  readonly style: string;
}

/** One page before the document is put around it: what its head says of it, and its main part. */
export interface Leaf {
  /** Without the site's name. */
  readonly title: string;
  readonly description?: string | undefined;
  /** Canonical path; absent where nothing should be linked or indexed, such as a 404. */
  readonly path?: string | undefined;
  /** Absent when it is the site's. */
  readonly lang?: string | undefined;
  /** Where the original stands, when that is not here. */
  readonly canonical?: string | undefined;
  readonly image?: Image | undefined;
  /** Path of the Markdown source. */
  readonly source?: string | undefined;
  /** Asks search engines to leave the page out. */
  readonly hidden?: boolean;
  /** Name and path of the list whose own feeds the page offers beside the site's. */
  readonly feeds?: { readonly title: string; readonly path: string } | undefined;
  /** Further properties for link previews: Open Graph names and values. */
  readonly properties?: readonly (readonly [name: string, value: string])[] | undefined;
  /** Linked data (schema.org), without its `@context`. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  /** Microformats class of the body, for lists. */
  readonly feed?: boolean;
  readonly main: Markup;
}

/** A path of this site, or a URL elsewhere, as a URL. */
export const absolute = (site: Site, path: string): string => (path.startsWith("/") ? site.url + path : path);
