import { posix } from "node:path";
import type { Content, ReportAt } from "../content.ts";
import { publicFile } from "../../base/own-file.ts";

/** The file of a picture that `site.yaml` names, below the content folder, or what is wrong with the name. */
export function settingsPicture(root: string, name: string): { readonly file: string } | { readonly problem: string } {
  const file = posix.join("static", name);
  const found = file.startsWith("static/") ? publicFile(root, file) : undefined;
  if (!found) return { problem: `"${name}" is not there, expected a picture under static/` };
  return "refused" in found ? { problem: `"${name}" is ${file}, which ${found.refused}` } : { file };
}

/** Reports a logo or an icon that is not a picture of the site's own. */
export function reportSettingsPictures(
  { folder, site, placeInSite }: Pick<Content, "folder" | "site" | "placeInSite">,
  report: ReportAt,
): void {
  for (const name of ["logo", "icon"] as const) {
    const picture = site[name] === undefined ? undefined : settingsPicture(folder.root, site[name]);
    if (!picture || !("problem" in picture)) continue;
    const message = `${name} ${picture.problem}`;
    report(folder.site ?? "site.yaml", { severity: "error", ...placeInSite({ path: [name] }), message });
  }
}
