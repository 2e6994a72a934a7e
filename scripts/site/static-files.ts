import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Site } from "../../src/content/site.ts";
import { searchPath } from "../../src/search/paths.ts";
import { Failure } from "../base/failure.ts";
import { iconPaths } from "../images/icons/icon-files.ts";
import { inside } from "../base/inside.ts";
import { publicFile } from "../base/own-file.ts";
import { selfPath } from "./self-description.ts";
import type { ReportAt } from "../read/content.ts";

// As many rules without wildcards as Cloudflare takes: https://developers.cloudflare.com/workers/static-assets/redirects/
const mostFolders = 2000;

/** Files by their paths, and the `index.html` of each folder by the path of that too, which ends in a slash. */
export function withFolderPages(files: ReadonlyMap<string, string>, report: ReportAt): Map<string, string> {
  const folders = [...files].flatMap(([path, file]) => {
    const folder = folderOf(path);
    // Cloudflare would take the name of the folder for a wildcard.
    return folder === undefined || /[*:]/.test(folder) ? [] : [[folder, file] as const];
  });
  const [left] = folders.splice(mostFolders);
  if (left)
    report(left[1], {
      severity: "warning",
      line: 1,
      column: 1,
      message: `is not shown at ${left[0]}, nor is any after it: Cloudflare does that for ${mostFolders} folders with an index.html, link to ${left[0]}index.html`,
    });
  return new Map([...files, ...folders]);
}

/** The folder whose page a file is: `/demo/` for `/demo/index.html`. */
export const folderOf = (path: string): string | undefined => /^(.*\/)index\.html$/.exec(path)?.[1];

/** What has each path that answers without a route: static files, the icons that none of them replaces, what the site says about itself, and search. */
export const servedPaths = (
  { icon, search }: Pick<Site, "icon" | "search">,
  statics: ReadonlyMap<string, string>,
): Map<string, string> =>
  new Map([
    ...(search === false ? [] : [[searchPath, searchOwner] as const]),
    ...iconPaths(icon).map((path) => [path, "an icon of the site"] as const),
    [selfPath, "what the site says about itself"],
    ...statics,
  ]);

/** What has the addresses of search, for messages. */
export const searchOwner = 'search ("search: false" in site.yaml turns it off)';

/** Copies the static files of a content folder. */
export function copyStatics(root: string, files: ReadonlyMap<string, string>, assets: string): void {
  mkdirSync(assets, { recursive: true });
  for (const [path, file] of files) {
    if (path.endsWith("/")) continue; // it has the path of its file too
    const target = inside(assets, decodeURIComponent(path));
    const found = publicFile(root, file);
    if (!found || "refused" in found)
      throw new Failure(`${file} ${found?.refused ?? "is gone"}: it changed while the site was built, build again`);
    mkdirSync(dirname(target), { recursive: true });
    rmSync(target, { force: true }); // an icon there is a second name of a file in the cache
    cpSync(found.real, target, { preserveTimestamps: true }); // the bytes, where it is a symbolic link
  }
}

/**
 * Makes Cloudflare answer the path of a folder with its `index.html`: of its own accord it would do so only with
 * `html_handling`, which moves every other page away from the `.html` in its name.
 */
export function writeFolderRules(files: ReadonlyMap<string, string>, assets: string): void {
  const folders = [...files.keys()].filter((path) => path.endsWith("/"));
  // The query says nothing. Without one Cloudflare may refuse the rule: it would lead in a circle with `html_handling`.
  const lines = folders.map((path) => `${path} ${path}index.html?folder 200\n`);
  if (lines.length > 0) writeFileSync(join(assets, "_redirects"), lines.join(""));
}
