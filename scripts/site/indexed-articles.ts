import type { Moment } from "../../src/content/date.ts";
import type { Shown } from "../../src/content/models.ts";
import type { Site } from "../../src/content/site.ts";
import type { Card } from "../../src/search/found.ts";
import { compare } from "../base/order.ts";
import { present } from "../base/record.ts";
import type { Compiled } from "../read/compile-article.ts";
import type { Content } from "../read/content.ts";
import { subtagOf } from "../read/searched-text.ts";
import type { Text } from "../store/text.ts";
import { type Change, liveFrom, liveUntil } from "./changes.ts";
import { byAge, type LivePost } from "./live-lists.ts";

/** An article as it goes into the index of search. */
export interface IndexedArticle {
  /** Its Markdown file. */
  readonly file: string;
  readonly fileDigest: string;
  /** Of its text, as a primary subtag. */
  readonly language: string;
  /** As `readSearched` reads it. */
  readonly searched: Text;
  readonly card: Card;
  /** From when and until when it is live, where it comes or goes. */
  readonly from: Moment | null;
  readonly until: Moment | null;
}

interface Around {
  readonly site: Pick<Site, "language">;
  readonly now: Moment;
  /** What the release looks ahead to; what comes or goes later does so in another release. */
  readonly changes: readonly Change[];
}

/**
 * The articles that a release has at some moment, numbered by their order: pages by path, then posts, oldest first. Drafts are
 * in no index.
 */
export function indexedArticles(
  { pages }: Pick<Content, "pages">,
  entries: readonly LivePost[],
  { site: { language }, now, changes }: Around,
): IndexedArticle[] {
  const moments = new Set(changes.map(({ moment }) => moment));
  const indexed = (compiled: Compiled, date?: Shown, from: Moment | null = null, until: Moment | null = null) => {
    const { article, excerpt, fileDigest, searched } = compiled;
    if (article.draft || !searched) return [];
    const { file, path, title, description = excerpt || undefined, lang = language } = article;
    const card = { path, title, ...present({ date, description, lang: lang === language ? undefined : lang }) };
    return [{ file, fileDigest, language: subtagOf(lang), searched, card, from, until }];
  };
  const ofPages = pages.toSorted((a, b) => compare(a.article.path, b.article.path)).flatMap((page) => indexed(page));
  const ofPosts = entries.toSorted(byAge).flatMap((entry) => {
    const [from, until] = [liveFrom(entry), liveUntil(entry)];
    const isInRelease = (from <= now || moments.has(from)) && until > now;
    if (!isInRelease) return [];
    const { compiled, summary } = entry;
    return indexed(compiled, summary.date, from <= now ? null : from, moments.has(until) ? until : null);
  });
  return [...ofPages, ...ofPosts];
}
