import type { Target } from "../../src/content/release.ts";
import type { Redirect } from "../read/redirects.ts";
import { canonicalPath } from "../../src/content/slug.ts";
import type { Content, ReportAt } from "../read/content.ts";
import { hint } from "../base/nearest.ts";
import type { Collision, Timeline } from "./timeline.ts";

type Routes = Pick<Timeline, "paths" | "collisions">;

/** What makes the route, for messages of collisions. */
export const ownerOf = ({ name }: Redirect): string => `the redirect from ${name} in site.yaml`;

/** Where a redirect leads: static files are asked for by their exact path, all else by its canonical one. */
export function destinationOf({ to }: Redirect, statics: ReadonlyMap<string, string>): string {
  const path = pathIn(to);
  return path === undefined || statics.has(path) ? to : (canonicalPath(path) ?? path) + to.slice(path.length);
}

/** The path alone of a place on this site; undefined for places elsewhere. */
export const pathIn = (to: string): string | undefined => /^\/[^?#]*/.exec(to)?.[0];

/**
 * Reports redirects of `site.yaml` at paths that are taken, and those that lead nowhere, in a circle or to another
 * redirect. Gives the collisions that are none of theirs.
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
  for (const collision of timeline.collisions) {
    const { path, owners } = collision;
    const name = owners.flatMap((owner) => byOwner.get(owner)?.name ?? []).at(-1);
    if (name === undefined) others.push(collision);
    else {
      const message = `path ${path} is wanted by ${owners.join(" and by ")}, expected a path for each`;
      report(file, { severity: "error", ...placeInSite({ path: ["redirects", name], ofName: true }), message });
    }
  }
  // Of two at one path the first has it. One that leads nowhere has no route.
  const written = new Map(redirects.toReversed().map((redirect) => [redirect.path, destinationOf(redirect, statics)]));
  for (const redirect of redirects) {
    const problem = problemOf(destinationOf(redirect, statics), written, timeline, statics);
    if (problem) report(file, { ...placeInSite({ path: ["redirects", redirect.name] }), ...problem });
  }
  return others;
}

function problemOf(
  to: string,
  written: ReadonlyMap<string, string>,
  timeline: Routes,
  statics: ReadonlyMap<string, string>,
): { readonly severity: "error" | "warning"; readonly message: string } | undefined {
  const tell = (severity: "error" | "warning", what: string) => ({ severity, message: `redirect to "${to}" ${what}` });
  const end = endOf(to, written, timeline);
  if (end === undefined) return tell("error", "leads in a circle, expected a path that no redirect leads away from");
  if (end !== to) return tell("warning", `leads to an old address, write ${end}`);
  const path = pathIn(to);
  // What has expired answers with a 410, which is what its old paths are to answer with.
  if (path === undefined || statics.has(path) || timeline.paths.has(path)) return undefined;
  const answering = [...timeline.paths.keys(), ...statics.keys()].filter((each) => !written.has(each));
  return tell("warning", `leads nowhere, ${hint(path, answering, "expected a path of this site")}`);
}

/** The place at which readers arrive in the end; undefined when they never do. */
function endOf(to: string, written: ReadonlyMap<string, string>, timeline: Routes): string | undefined {
  const seen = new Set<string>();
  let place: string | undefined = to;
  while (place !== undefined && !seen.has(place)) {
    seen.add(place);
    const path = pathIn(place);
    const target = answerAt(path, timeline);
    const next: string | undefined =
      target?.kind === "redirect" ? target.to : target ? undefined : written.get(path ?? "");
    if (next === undefined) return place;
    place = next;
  }
  return undefined;
}

/** What a path answers with in the end, before it is gone. */
const answerAt = (path: string | undefined, { paths }: Routes): Target | undefined =>
  paths.get(path ?? "")?.findLast(({ target }) => target !== undefined && target.kind !== "gone")?.target;
