import type { Target } from "../../src/content/release.ts";
import type { Redirect } from "../read/settings/redirects.ts";
import { canonicalPath } from "../../src/content/slug.ts";
import type { Content, ReportAt } from "../read/content.ts";
import { hint } from "../base/nearest.ts";
import { always } from "../base/moments.ts";
import { wantedByTwo } from "./collisions.ts";
import type { Collision, Timeline } from "./timeline.ts";

type Routes = Pick<Timeline, "paths" | "collisions">;

/** What makes the route, for messages about collisions. */
export const ownerOf = ({ name }: Redirect): string => `the redirect from ${name} in site.yaml`;

/** Where a redirect leads: static files have their exact path, everything else its canonical one. */
function destinationOf({ to }: Redirect, statics: ReadonlyMap<string, string>): string {
  const path = pathIn(to);
  return path === undefined || statics.has(path) ? to : (canonicalPath(path) ?? path) + to.slice(path.length);
}

/** The path of a place on this site, without query and fragment; undefined for other sites. */
const pathIn = (to: string): string | undefined => /^\/[^?#]*/.exec(to)?.[0];

/**
 * States the redirects of `site.yaml`. One to a path of the site lasts as long as that path answers, so that none reveals
 * drafts and posts to come, and one to a post that is gone is gone too.
 */
export function stateRedirects(
  timeline: Timeline,
  redirects: readonly Redirect[],
  statics: ReadonlyMap<string, string>,
): void {
  // Of two at one path the first wins.
  const left = new Map(redirects.toReversed().map((redirect) => [redirect.path, redirect]));
  const state = (redirect: Redirect): void => {
    left.delete(redirect.path);
    if (!timeline.claim(redirect.path, ownerOf(redirect))) return;
    const to = destinationOf(redirect, statics);
    const moved: Target = { kind: "redirect", to };
    const path = pathIn(to);
    if (path === undefined || statics.has(path)) return timeline.set(redirect.path, always, moved);
    // One that leads to another lasts as long as the other, which is therefore stated first.
    const next = left.get(path);
    if (next) state(next);
    for (const { from, target } of timeline.paths.get(path) ?? [])
      timeline.set(redirect.path, from, target && target.kind !== "gone" ? moved : target);
  };
  for (const redirect of redirects) if (left.get(redirect.path) === redirect) state(redirect);
}

/**
 * Reports redirects of `site.yaml` at paths that are taken, and those that lead nowhere, in a circle or to another
 * redirect. Returns the collisions that do not involve them.
 */
export function reportRedirects(
  { folder, redirects, placeInSite }: Content,
  timeline: Routes,
  statics: ReadonlyMap<string, string>,
  report: ReportAt,
): Collision[] {
  const file = folder.site ?? "site.yaml";
  const byOwner = new Map(redirects.map((redirect) => [ownerOf(redirect), redirect]));
  const others: Collision[] = [];
  for (const collision of timeline.collisions.values()) {
    const name = collision.owners.flatMap((owner) => byOwner.get(owner)?.name ?? []).at(-1);
    if (name === undefined) others.push(collision);
    else {
      const place = placeInSite({ path: ["redirects", name], ofName: true });
      report(file, { severity: "error", ...place, message: wantedByTwo(collision) });
    }
  }
  // Of two at one path the first wins. One that leads nowhere has no route.
  const written = new Map(redirects.toReversed().map((redirect) => [redirect.path, destinationOf(redirect, statics)]));
  for (const redirect of redirects) {
    const to = destinationOf(redirect, statics);
    const tell = (severity: "error" | "warning", what: string): void =>
      report(file, {
        severity,
        ...placeInSite({ path: ["redirects", redirect.name] }),
        message: `redirect to "${to}" ${what}`,
      });
    const path = pathIn(to);
    const end = endOf(to, written, timeline);
    if (end === undefined) tell("error", "leads in a circle, expected a path that no redirect leads away from");
    else if (end !== to) tell("warning", `leads to an old address, write ${end}`);
    // What has expired answers with a 410, and so should its old paths.
    else if (path !== undefined && !statics.has(path) && !timeline.paths.has(path)) {
      const answering = [...timeline.paths.keys(), ...statics.keys()].filter((each) => !written.has(each));
      tell("warning", `leads nowhere, ${hint(path, answering, "expected a path of this site")}`);
    }
  }
  return others;
}

/** Where readers end up; undefined if they never arrive. */
function endOf(to: string, written: ReadonlyMap<string, string>, timeline: Routes): string | undefined {
  const seen = new Set<string>();
  for (let place = to; !seen.has(place);) {
    seen.add(place);
    const path = pathIn(place) ?? "";
    // Its last answer before it is gone.
    const last = timeline.paths.get(path)?.findLast(({ target }) => target !== undefined && target.kind !== "gone");
    const answer = last?.target;
    if (answer && answer.kind !== "redirect") return place;
    const next = answer ? answer.to : written.get(path);
    if (next === undefined) return place;
    place = next;
  }
  return undefined;
}
