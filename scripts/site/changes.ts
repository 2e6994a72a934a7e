import { type Moment, toIso } from "../../src/content/date.ts";
import type { ReportAt } from "../read/content.ts";
import type { Entry } from "./live-lists.ts";
import { plural } from "../base/order.ts";
import { always, lastMoment } from "../base/moments.ts";

/** A moment to come at which posts go live or away. */
export interface Change {
  readonly moment: Moment;
  readonly posts: readonly Entry[];
}

/**
 * How many changes a release looks ahead to. Each adds about as many blobs as a publication, so that a folder of thousands
 * of scheduled posts would never be built; one a day for a year is more than a schedule has.
 */
export const mostChanges = 366;

/** A draft is live from the beginning: only those see it who asked for drafts. */
export const liveFrom = ({ post }: Entry): Moment => (post.draft ? always : post.date);
export const liveUntil = ({ post }: Entry): Moment => post.expires ?? Infinity;

/** All that changes by itself after `now` and no later than `until`, ascending. */
export function changesOf(entries: readonly Entry[], now: Moment, until: Moment): Change[] {
  const last = Math.min(until, lastMoment);
  const events = entries.flatMap((entry) =>
    [liveFrom(entry), liveUntil(entry)]
      .filter((moment) => moment > now && moment <= last)
      .map((moment) => ({ moment, entry })),
  );
  return [...Map.groupBy(events, ({ moment }) => moment)]
    .map(([moment, of]) => ({ moment, posts: of.map(({ entry }) => entry) }))
    .sort((a, b) => a.moment - b.moment);
}

/** Changes that a release looks ahead to, and those that have to wait for a later one. */
export function withinHorizon(changes: readonly Change[]): {
  readonly seen: readonly Change[];
  readonly waiting: readonly Change[];
} {
  return { seen: changes.slice(0, mostChanges), waiting: changes.slice(mostChanges) };
}

/** Says what no release that is made now looks ahead to. */
export function reportWaiting(waiting: readonly Change[], report: ReportAt): void {
  const [first] = waiting;
  const [entry] = first?.posts ?? [];
  if (!first || !entry) return;
  const [from, what] = [toIso(first.moment), plural(waiting.length, "change")];
  report(entry.post.file, {
    severity: "warning",
    line: 1,
    column: 1,
    message: `from ${from} on, ${what} will wait for a later build, since a release looks ahead to ${mostChanges}`,
  });
}
