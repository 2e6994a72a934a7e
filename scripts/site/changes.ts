import { type Moment, toIso } from "../../src/content/date.ts";
import type { ReportAt } from "../read/content.ts";
import type { LivePost } from "./live-lists.ts";
import { plural } from "../base/order.ts";
import { always, lastMoment } from "../base/moments.ts";

/** A moment to come at which posts go live or away. */
export interface Change {
  readonly moment: Moment;
  readonly posts: readonly LivePost[];
}

/**
 * How many changes a release looks ahead to. Each adds about as many blobs as a publication, so that a folder of thousands
 * of scheduled posts would never be built; one a day for a year is more than a schedule has.
 */
export const mostChanges = 366;

/** A draft is live from the beginning: only those see it who asked for drafts. */
export const liveFrom = ({ post }: LivePost): Moment => (post.draft ? always : post.date);
export const liveUntil = ({ post }: LivePost): Moment => post.expires ?? Infinity;

/**
 * All that changes by itself after `now` and no later than `until`, ascending: what a release looks ahead to, and what has to
 * wait for a later one, which is reported.
 */
export function changesOf(entries: readonly LivePost[], now: Moment, until: Moment, report: ReportAt) {
  const last = Math.min(until, lastMoment);
  const events = entries.flatMap((entry) => [liveFrom(entry), liveUntil(entry)].map((moment) => ({ moment, entry })));
  const coming = events.filter(({ moment }) => moment > now && moment <= last);
  const changes = [...Map.groupBy(coming, ({ moment }) => moment)]
    .map(([moment, of]): Change => ({ moment, posts: of.map(({ entry }) => entry) }))
    .sort((a, b) => a.moment - b.moment);
  const waiting = changes.slice(mostChanges);
  const [first] = waiting;
  const [entry] = first?.posts ?? [];
  if (first && entry) {
    const [from, what] = [toIso(first.moment), plural(waiting.length, "change")];
    const message = `from ${from} on, ${what} will wait for a later build, since a release looks ahead to ${mostChanges}`;
    report(entry.post.file, { severity: "warning", line: 1, column: 1, message });
  }
  return { seen: changes.slice(0, mostChanges), waiting };
}
