import type { Moment } from "../../src/content/date.ts";
import { printable } from "../base/printable.ts";
import type { Post } from "../read/parse-article.ts";
import { plural } from "../base/order.ts";

/** How many coming events are listed. */
const listed = 10;

/**
 * What the site will do on schedule, one line per event in the site's time zone: `2027-01-01 09:00:00 "Hello" appears`.
 * `moments` are those of the timeline.
 */
export function scheduleLines(posts: readonly Post[], moments: readonly Moment[], timezone: string): string[] {
  const coming = new Set(moments);
  const events = posts
    .flatMap(({ title, date, expires }) => [
      { moment: date, what: `"${printable(title)}" appears` },
      ...(expires === undefined ? [] : [{ moment: expires, what: `"${printable(title)}" expires` }]),
    ])
    .filter(({ moment }) => coming.has(moment))
    .sort((a, b) => a.moment - b.moment);
  if (events.length === 0) return [];
  // Swedish dates are ISO 8601's.
  const clock = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone: timezone });
  const show = (moment: Moment): string => clock.format(moment * 1000);
  const rest = events.slice(listed);
  const last = rest.at(-1);
  return [
    `scheduled (times in ${timezone}):`,
    ...events.slice(0, listed).map(({ moment, what }) => `  ${show(moment)} ${what}`),
    ...(last ? [`  and ${plural(rest.length, "later event")}, the last at ${show(last.moment)}`] : []),
  ];
}
