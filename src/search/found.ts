import type { Shown } from "../content/models.ts";

/** A text in pieces; those that a query found are marked. */
export type Passage = readonly { readonly text: string; readonly found?: true }[];

/** What a page of results shows of an article: the index's card of it, with what was found marked. A page has no date. */
export interface Result extends Omit<Card, "title" | "description"> {
  readonly title: Passage;
  readonly description?: Passage;
}

/** An article's card in the index. */
export interface Card {
  readonly path: string;
  readonly title: string;
  readonly date?: Shown;
  readonly description?: string;
  readonly lang?: string;
}

/** What a search finds at a moment. */
export interface Found {
  /** How many articles were searched: those that are live. */
  readonly searched: number;
  /** How many were found, on all pages. */
  readonly total: number;
  /** Whether no article has all words, so that these have some. */
  readonly some?: true;
  /** Those of the page that was asked for, the best first. */
  readonly results: readonly Result[];
  /** Where words are in no article: queries with words in their place that are, the nearest first. */
  readonly near: readonly string[];
  /** Where nothing was found or asked for: the newest posts. */
  readonly newest: readonly Card[];
}

export const resultsPerPage = 10;

/** A search takes no more of what somebody enters. */
export const maxWords = 8;
export const maxCharacters = 200;

/** What the page of a search shows. */
export interface SearchModel {
  readonly query: {
    /** In its one spelling, all of it. */
    readonly spelling: string;
    /** As far as it is searched for. Empty where nothing was asked for. */
    readonly text: string;
    /** Whether that isn't all of it. */
    readonly cut?: true;
  };
  /** Which page of results it is, from 1; undefined when there is no such page, since the number that was asked for is too high, or not a number. */
  readonly page: number | undefined;
  readonly found: Found;
}
