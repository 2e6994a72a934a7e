import type { Moment } from "../../src/content/date.ts";
import type { Release } from "../../src/content/release.ts";
import { sourceOf } from "../../src/content/slug.ts";
import { plural } from "../base/order.ts";

/** Paths of the posts in which two releases differ, in ascending order. */
export type Changes = Readonly<Record<"added" | "edited" | "removed", readonly string[]>>;

/** What readers get: a release at a moment. */
export interface Seen {
  readonly release: Release;
  readonly at: Moment;
}

/**
 * What a release changes for authors: a post counts as edited if its Markdown differs, not if only a neighbour's title on
 * its page does. Scheduled posts count as soon as the release knows them, so this is for the author's eyes only.
 */
export const changesBetween = (before: Release | undefined, after: Release | undefined): Changes =>
  difference(postsOf(before), postsOf(after));

/** What changes for readers between two moments, including what appeared or expired on schedule. It names nothing to come. */
export const changesSeen = (before: Seen | undefined, after: Seen): Changes =>
  difference(postsOf(before?.release, before?.at), postsOf(after.release, after.at));

/**
 * What another publication changed since `base` and `ours` does not have as it left it: posts and pages by their paths, the
 * settings, the theme. So much would be lost if ours went live now.
 */
export function undoneBy(ours: Release, theirs: Release, base: Release | undefined): string[] {
  const [now, then, before] = [ours, theirs, base].map(partsOf);
  const names = new Set([...(then?.keys() ?? []), ...(before?.keys() ?? [])]);
  return [...names]
    .filter((name) => then?.get(name) !== before?.get(name) && then?.get(name) !== now?.get(name))
    .sort();
}

/** Digests of what authors write, by the names under which they know it. */
function partsOf(release: Release | undefined): Map<string, string> {
  if (release === undefined) return new Map();
  const { site, look } = release.header;
  const settings = JSON.stringify(site);
  const sources = release
    .routes()
    .flatMap(([path, entries]): [string, string][] =>
      entries.flatMap(({ target }) => (target?.kind === "markdown" ? [[path, target.key]] : [])),
    );
  // The theme digest covers the settings, so that it tells something of its own only beside them.
  return new Map([...sources, ["site.yaml", settings], ["the theme", `${settings} ${look}`]]);
}

function difference(old: ReadonlyMap<string, string>, current: ReadonlyMap<string, string>): Changes {
  const added = [...current.keys()].filter((path) => !old.has(path));
  const removed = [...old.keys()].filter((path) => !current.has(path));
  const edited = [...current].filter(([path, key]) => old.has(path) && old.get(path) !== key).map(([path]) => path);
  return { added, edited, removed };
}

/** `2 posts added, 1 edited` */
export function describe(changes: Changes): string {
  const parts = Object.entries(changes).filter(([, paths]) => paths.length > 0);
  if (parts.length === 0) return "no post changed";
  return parts.map(([how, { length }], index) => `${index === 0 ? plural(length, "post") : length} ${how}`).join(", ");
}

/** Each post's path and its Markdown's key, at a moment or for everything that a release knows. */
function postsOf(release: Release | undefined, at?: Moment): Map<string, string> {
  const posts = new Map<string, string>();
  const sources = new Map<string, string>();
  for (const [path, entries] of release?.routes() ?? []) {
    for (const { target } of at === undefined ? entries : entries.filter(({ from }) => from <= at).slice(-1)) {
      if (target?.kind === "post") posts.set(path, "");
      if (target?.kind === "markdown") sources.set(path, target.key);
    }
  }
  for (const path of posts.keys()) posts.set(path, sources.get(sourceOf(path)) ?? "");
  return posts;
}

/** How many posts readers have at a moment. */
export const postsAt = (release: Release, at: Moment): number => postsOf(release, at).size;

/** Keys of all blobs that a release needs, now or at a later moment. */
export function keysOf(release: Release): Set<string> {
  const targets = release.routes().flatMap(([, entries]) => entries.map(({ target }) => target));
  return new Set(targets.flatMap((target) => (target && "key" in target ? [target.key] : [])));
}
