import type { Moment } from "../../src/content/date.ts";
import { printable } from "../base/printable.ts";
import type { Post } from "../read/parse-article.ts";
import { plural } from "../base/order.ts";

/** How many coming events are told one by one. */
const told = 10;

/**
 * What becomes of the site by itself, a line for each event by the clock of the site's zone:
 * `2027-01-01 09:00:00 "Hello" appears`. `moments` are those of the timeline.
 */
export function scheduleLines(posts: readonly Post[], moments: readonly Moment[], timezone: string): string[] {
  const coming = new Set(moments);
  const events = posts
    .flatMap(({ title, date, expires }) => [
      { moment: date, what: `"${printable(title)}" appears` },
      ...(expires === undefined ? [] : [{ moment: expires, what: `"${printable(title)}" goes` }]),
    ])
    .filter(({ moment }) => coming.has(moment))
    .sort((a, b) => a.moment - b.moment);
  if (events.length === 0) return [];
  // Swedish dates are ISO 8601's.
  const clock = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone: timezone });
  const show = (moment: Moment): string => clock.format(moment * 1000);
  const rest = events.slice(told);
  const last = rest.at(-1);
  return [
    `coming by itself, by the clock of ${timezone}:`,
    ...events.slice(0, told).map(({ moment, what }) => `  ${show(moment)} ${what}`),
    ...(last ? [`  and ${plural(rest.length, "later event")}, the last at ${show(last.moment)}`] : []),
  ];
}
