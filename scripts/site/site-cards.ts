import { present } from "../base/record.ts";
import type { Image } from "../../src/content/models.ts";
import { defaultSite, type Site } from "../../src/content/site.ts";
import { withOthers } from "../base/order.ts";
import type { Zone } from "../base/zone.ts";
import type { Drawings, Folders } from "../images/drawing.ts";
import type { Card } from "../images/plan-cards.ts";
import type { Compiled } from "../read/compile-article.ts";
import type { Content, ReportAt } from "../read/content.ts";
import { liveUntil } from "./changes.ts";
import { byAge, type LivePost, type Term, termsIn } from "./live-lists.ts";

/** What there is to draw cards for. */
interface Carded<S extends Site> {
  readonly content: Content;
  readonly site: S;
  readonly zone: Zone;
  readonly entries: readonly LivePost[];
  /** The picture of an article that link previews show anyway. */
  readonly imageOf: (compiled: Compiled) => Image | undefined;
}

interface Cards<S extends Site> {
  /** By file. */
  readonly ofArticles: ReadonlyMap<string, Image>;
  /** Of the series whose first live part a post is. */
  readonly ofSeries: ReadonlyMap<LivePost, Image>;
  /** With its own card and those of its authors. */
  readonly site: S;
  readonly drawings: readonly Drawings[];
}

/**
 * The cards of a site: one for each article without a picture that link previews show, for each series, for each author with a
 * profile, and one of the site for all other pages. The last two stand in the settings, so they cost no write to KV. A preview
 * needs the site's address, and so has none without. Warns once of all articles for which none can be drawn.
 */
export async function cardsOf<S extends Site>(
  { content, site, zone, entries, imageOf }: Carded<S>,
  folders: Folders,
  report: ReportAt,
): Promise<Cards<S>> {
  if (!site.cards || site.url === defaultSite.url)
    return { ofArticles: new Map(), ofSeries: new Map(), site, drawings: [] };
  const plain = [...content.posts, ...content.pages].filter((compiled) => imageOf(compiled) === undefined);
  const common = { site: site.title, details: [], language: site.language, ...present({ accent: site.accent }) };
  const ofArticle = ({ article, fileDigest: owner }: Compiled): Card => {
    const { title, lang: language = site.language } = article;
    if (article.kind === "page")
      return { owner, title, ...common, ...present({ lead: article.description }), language };
    const details = [article.authors.join(", "), zone.show(article.date).day].filter((each) => each !== "");
    return { owner, title, ...common, details, language };
  };
  const series = seriesIn(entries);
  // By what shows it.
  const cards = new Map<object, Card>([
    ...plain.map((compiled) => [compiled, ofArticle(compiled)] as const),
    ...series.map(
      (each) => [each, { ...common, owner: each.owner, title: each.title, details: each.details }] as const,
    ),
    ...site.authors.map((each) => [each, { owner: "", title: each.name, ...common, ...lead(each.bio) }] as const),
    [site, { owner: "", title: site.title, ...common, ...lead(site.description) }],
  ]);

  const { planCards } = await import("../images/plan-cards.ts");
  const { paths, missing, drawings } = planCards([...cards.values()], folders);
  const images = new Map(
    [...cards].flatMap(([shownBy, { title }], index) => {
      const src = paths[index];
      return src === undefined ? [] : [[shownBy, { src, width: 1200, height: 630, alt: title }] as const];
    }),
  );
  const imagesOf = <Of extends object, Key>(all: readonly Of[], keyOf: (each: Of) => Key): Map<Key, Image> => {
    const found = new Map<Key, Image>();
    for (const each of all) {
      const image = images.get(each);
      if (image) found.set(keyOf(each), image);
    }
    return found;
  };

  const without = plain.filter((compiled) => !images.has(compiled));
  if (without.length > 0) {
    const files = without.map(({ article }) => article.file);
    const letters = missing.length > 12 ? `${missing.slice(0, 12).join("")}…` : missing.join("");
    const message = `no card for link previews can be drawn for ${withOthers(files, "article")}, since no font has "${letters}"; give them an "image", or set "cards: false"`;
    report(content.folder.site ?? "site.yaml", {
      severity: "warning",
      ...content.placeInSite({ path: ["cards"] }),
      message,
    });
  }
  return {
    ofArticles: imagesOf(plain, ({ article }) => article.file),
    ofSeries: imagesOf(series, ({ entry }) => entry),
    site: {
      ...site,
      ...present({ card: images.get(site) }),
      authors: site.authors.map((each) => ({ ...each, ...present({ card: images.get(each) }) })),
    },
    drawings: [drawings],
  };
}

const lead = (text: string | undefined): { readonly lead?: string } => present({ lead: text });

/**
 * Each series as its first part spells it, for every post that may be the first of those that are live: so a new part changes no card,
 * and the card says nothing of a part that is not live.
 */
function seriesIn(entries: readonly LivePost[]) {
  const found: ({ readonly entry: LivePost } & Pick<Card, "title" | "details" | "owner">)[] = [];
  const lasting = new Set<Term>(); // whose first part stays
  for (const entry of entries.toSorted(byAge))
    for (const { term, link } of termsIn(entry, "series")) {
      if (lasting.has(term)) continue;
      const details = entry.post.authors.length > 0 ? [entry.post.authors.join(", ")] : [];
      found.push({ entry, title: link.title, details, owner: entry.compiled.fileDigest });
      if (liveUntil(entry) === Infinity) lasting.add(term);
    }
  return found;
}
