import type { Moment } from "../content/date.ts";
import type { Directory } from "../content/search-directory.ts";
import { eachPosting, type Postings } from "./shard.ts";

/** Which articles of an index are live at a moment, and what that makes of its figures. */
export interface Live {
  /** Of all articles, live or not. */
  readonly ids: number;
  /** Of those that are live. */
  readonly count: number;
  /** Their mean length, weighted. */
  readonly meanLength: number;
  /** By number, 1 for those that aren't live; absent when all are. */
  readonly absent?: Uint8Array;
}

export function liveAt({ count, length, passing }: Directory, now: Moment): Live {
  const gone = passing.filter(({ from, until }) => (from !== null && now < from) || (until !== null && now >= until));
  const left = count - gone.length;
  const sum = gone.reduce((sum, { length }) => sum - length, length);
  const figures = { ids: count, count: left, meanLength: left === 0 ? 0 : sum / left };
  if (gone.length === 0) return figures;
  const absent = new Uint8Array(count);
  for (const { id } of gone) absent[id] = 1;
  return { ...figures, absent };
}

export const isLive = ({ absent }: Live, id: number): boolean => absent === undefined || absent[id] === 0;

/** How many live articles have a surface. */
export function liveArticles(postings: Postings, live: Live): number {
  if (!live.absent) return postings.articles;
  let count = 0;
  eachPosting(postings, (id) => {
    if (isLive(live, id)) count += 1;
  });
  return count;
}

/** Whether a live article has a surface. */
export function hasLiveArticle(postings: Postings, live: Live): boolean {
  if (!live.absent) return true;
  let has = false;
  eachPosting(postings, (id) => !(has = isLive(live, id)));
  return has;
}
