import type { Moment } from "../../src/content/date.ts";
import type { Content, Release, Target } from "../../src/content/release.ts";
import { aliasesOf } from "../site/aliases.ts";
import { searchOwner } from "../site/static-files.ts";
import type { LivePost } from "../site/live-lists.ts";
import { type Timeline } from "./timeline.ts";
import { always } from "../base/moments.ts";

/** The release that was live before, and the moment at which the new one replaces it. */
export interface Previous {
  readonly release: Release;
  readonly replacedAt: Moment;
}

/**
 * Carries over what readers know: what has not changed keeps its Last-Modified, what has changed without a date of its
 * own gets that of the publication, and a path that was live and has no successor yet is gone (RFC 9110 §15.5.11). `served` are
 * paths that answer without a route.
 */
export function remember(
  timeline: Timeline,
  { release, replacedAt }: Previous,
  served: ReadonlyMap<string, string>,
): void {
  for (const [path, entries] of timeline.paths) {
    const [first, ...later] = entries;
    if (!first?.target || !("key" in first.target) || first.from !== always) continue;
    const before = release.route(path, replacedAt).target;
    const modified = modifiedAfter(before, first.target, replacedAt);
    timeline.paths.set(path, [{ ...first, target: { ...first.target, modified } }, ...later]);
  }
  for (const [path] of release.routes()) {
    if (served.get(path) === searchOwner) continue; // what was there gave way
    // Whether nothing else is there or something comes later: a post that was put off must look like one that was removed.
    const entries = timeline.paths.get(path) ?? [];
    if (entries[0]?.from !== always && release.route(path, replacedAt).target)
      timeline.paths.set(path, [{ from: always, target: { kind: "gone" } }, ...entries]);
  }
}

function modifiedAfter(before: Target | undefined, now: Content, replacedAt: Moment): Moment {
  if (!before || !("key" in before)) return now.modified || replacedAt;
  if (before.key === now.key) return before.modified;
  return now.modified > before.modified ? now.modified : replacedAt;
}

/**
 * The path under which each post was first published, where it differs from today's: the post's id in feeds is made
 * from it. The previous release knows; without one, the first alias that was a post's path tells.
 */
export function firstPaths(entries: readonly LivePost[], previous: Previous | undefined): Record<string, string> {
  const first: Record<string, string> = {};
  for (const { path, post } of entries) {
    const aliases = aliasesOf(post).filter((alias) => alias.startsWith("/posts/"));
    const known = previous && [path, ...aliases].find((each) => isPost(previous, each));
    const origin = known === undefined ? aliases[0] : (previous?.release.header.firstPaths[known] ?? known);
    if (origin !== undefined && origin !== path) first[path] = origin;
  }
  return first;
}

const isPost = ({ release, replacedAt }: Previous, path: string): boolean =>
  release.route(path, replacedAt).target?.kind === "post";
