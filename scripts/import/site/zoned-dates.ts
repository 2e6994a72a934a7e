import type { Note, OldArticle, OldSite } from "../source.ts";
import { keepDay, zoneOf } from "./time-zone.ts";

export interface ZonedDates {
  readonly articles: readonly OldArticle[];
  /** The zone to propose, if the old site's configuration names none. */
  readonly timezone?: string;
  readonly note: readonly Note[];
}

/** The articles with dates that are on the day here on which they were there. */
export function zonedDates({ articles, site, ownDays }: OldSite): ZonedDates {
  const dates = articles.flatMap(({ kind, fields }) =>
    kind === "post" && fields.date !== undefined ? [fields.date] : [],
  );
  const timezone = site["timezone"] === undefined ? zoneOf(dates) : undefined;
  const proposal: Note = {
    message: "the time zone … is made from the dates' offsets; site.yaml says so, in `timezone`",
    of: [timezone ?? ""],
  };
  const note = timezone === undefined ? [] : [proposal];
  if (!ownDays) return { articles, note, ...(timezone === undefined ? {} : { timezone }) };
  const zone = site["timezone"] ?? timezone ?? "UTC";
  return {
    articles: articles.map((article) => kept(article, zone)),
    note,
    ...(timezone === undefined ? {} : { timezone }),
  };
}

function kept(article: OldArticle, zone: string): OldArticle {
  const { date } = article.fields;
  const same = date === undefined ? undefined : keepDay(date, zone);
  if (same === undefined || same === date) return article;
  const note: Note = {
    message: `the date … is another day in ${zone}, so it stands without its offset`,
    of: [`"${date}"`],
  };
  return { ...article, fields: { ...article.fields, date: same }, notes: [...article.notes, note] };
}
