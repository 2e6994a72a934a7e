import type { Problem } from "../base/problems.ts";
import { canonicalPath, encodePath } from "../../src/content/slug.ts";
import { hint, nearest } from "../base/nearest.ts";
import { isElsewhere, ownReference } from "../read/own-path.ts";
import { placeInBody } from "../base/line-and-column.ts";
import type { Rule } from "./rule.ts";
import type { Checked, CheckedSite } from "./checked-site.ts";
import { percentDecoded } from "../../src/content/percent-decoded.ts";

/** Links within the site, those of the navigation and of authors too, that lead nowhere, to a redirect, to a draft, or to an anchor that is not there. */
export const checkLinks: Rule = (site, report) => {
  const { folder, site: settings, placeInSite } = site.content;
  const byPath = new Map(site.articles.map((each) => [each.path, each]));
  for (const from of site.articles) {
    for (const slot of from.slots) {
      if (slot.kind !== "link") continue;
      const found = site.links.resolve(from.file, ownReference(slot.href, settings.url));
      // The compiler reports Markdown files that are not there.
      if (!("url" in found)) continue;
      const problem = problemOf(found.url, from, site, byPath);
      if (problem) report(from.file, { ...placeInBody(from, slot), ...problem });
    }
  }
  const named = [
    ...(settings.nav ?? []).map(({ path }, index) => [path, ["nav", index, "path"]] as const),
    ...(settings.authors ?? []).flatMap(({ links }, author) =>
      links.map(({ path }, index) => [path, ["authors", author, "links", index, "path"]] as const),
    ),
  ];
  for (const [to, path] of named) {
    const problem = problemOf(ownReference(to, settings.url), { path: "/", article: undefined }, site, byPath);
    if (problem) report(folder.site ?? "site.yaml", { ...placeInSite({ path }), ...problem });
  }
};

function problemOf(
  url: string,
  from: Pick<Checked, "path" | "article">,
  site: CheckedSite,
  byPath: ReadonlyMap<string, Checked>,
): Pick<Problem, "severity" | "message"> | undefined {
  const tell = (severity: Problem["severity"], what: string) => ({ severity, message: `link "${url}" ${what}` });
  if (isElsewhere(url)) return undefined;
  const [, place = "", anchor] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(url) ?? [];
  const path = place === "" ? from.path : canonicalPath(place);
  if (path === undefined) return tell("error", "has an escape that is not UTF-8");

  const article = byPath.get(path);
  const target = site.targets.get(path);
  if (article === undefined && target === undefined && !isFile(place, site)) {
    const known = [...site.targets.keys(), ...site.files].filter((each) => !/\.(xml|json)$/.test(each));
    return tell("error", `leads nowhere, ${hint(path, known, "expected a path of this site")}`);
  }
  const isDisputed = site.collisions.some((collision) => collision.path === path);
  if (target?.kind === "redirect" && !isDisputed) return tell("warning", `leads to an old address, write ${target.to}`);
  if (article?.article?.draft && !from.article?.draft)
    return tell("warning", "leads to a draft, which nobody can read yet");
  if (article === undefined || anchor === undefined || anchor === "" || anchor === "top") return undefined;
  const { file, anchors } = article;
  const id = percentDecoded(anchor);
  if (anchors.includes(id)) return undefined;
  const meant = nearest(id, anchors);
  const cure = meant === undefined ? `${file} has ${some(anchors)}` : `did you mean #${meant}?`;
  return tell("error", `leads to the anchor "${id}", which is not there, ${cure}`);
}

// Files are served at their exact path, which need not be a canonical one.
const isFile = (place: string, { files }: CheckedSite): boolean => files.has(encodePath(decodeURIComponent(place)));

const some = (anchors: readonly string[]): string => {
  if (anchors.length === 0) return "no anchors";
  const shown = anchors.slice(0, 5).map((id) => `#${id}`);
  return shown.join(", ") + (anchors.length > shown.length ? ` and ${anchors.length - shown.length} more` : "");
};
