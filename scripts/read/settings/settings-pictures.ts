import { posix } from "node:path";
import type { Site } from "../../../src/content/site.ts";
import type { FieldPath } from "../fields.ts";
import type { Content, ReportAt } from "../content.ts";
import { publicFile } from "../../base/own-file.ts";

/** The file of a picture that `site.yaml` names, below the content folder, or what is wrong with the name. */
export function settingsPicture(root: string, name: string): { readonly file: string } | { readonly problem: string } {
  const file = posix.join("static", name);
  const found = file.startsWith("static/") ? publicFile(root, file) : undefined;
  if (!found) return { problem: `"${name}" is not there, expected a picture under static/` };
  if (!("refused" in found)) return { file: found.path };
  return {
    problem:
      found.meant === undefined
        ? `"${name}" is ${file}, which ${found.refused}`
        : misspelt(name, found.meant.slice("static".length)),
  };
}

/** The end of a message about a file that systems find only under another spelling. */
export const misspelt = (name: string, meant: string): string =>
  `"${name}" is not there under this spelling, did you mean ${meant}?`;

/** The pictures that `site.yaml` names, and where. */
export const picturesNamed = ({ logo, icon, authors }: Site): { readonly name: string; readonly path: FieldPath }[] =>
  [
    { name: logo, path: ["logo"] },
    { name: icon, path: ["icon"] },
    ...authors.map(({ picture }, index) => ({ name: picture, path: ["authors", index, "picture"] })),
  ].flatMap(({ name, path }) => (name === undefined ? [] : [{ name, path }]));

/** Reports a logo, an icon or an author's picture that is not a picture of the site's own. */
export function reportSettingsPictures(
  { folder, site, placeInSite }: Pick<Content, "folder" | "site" | "placeInSite">,
  report: ReportAt,
): void {
  for (const { name, path } of picturesNamed(site)) {
    const picture = settingsPicture(folder.root, name);
    if (!("problem" in picture)) continue;
    const message = `${path.filter((part) => typeof part === "string").join(".")} ${picture.problem}`;
    report(folder.site ?? "site.yaml", { severity: "error", ...placeInSite({ path }), message });
  }
}
