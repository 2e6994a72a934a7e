import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { Site } from "../../src/content/site.ts";
import { Failure } from "../base/failure.ts";
import { iconPaths } from "../images/icons/icon-files.ts";
import { inside } from "../base/inside.ts";
import { publicFile } from "../base/own-file.ts";

/** What has each path that is served without the worker: static files, and the icons that none of them replaces. */
export const servedPaths = ({ icon }: Pick<Site, "icon">, statics: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...iconPaths(icon).map((path) => [path, "an icon of the site"] as const), ...statics]);

/** Copies the static files of a content folder. */
export function copyStatics(root: string, files: ReadonlyMap<string, string>, assets: string): void {
  mkdirSync(assets, { recursive: true });
  for (const [path, file] of files) {
    const target = inside(assets, decodeURIComponent(path));
    const found = publicFile(root, file);
    if (!found || "refused" in found)
      throw new Failure(`${file} ${found?.refused ?? "is gone"}: it changed while the site was built, build again`);
    mkdirSync(dirname(target), { recursive: true });
    rmSync(target, { force: true }); // an icon there is a second name of a file in the cache
    copyFileSync(found.real, target); // the bytes, where it is a symbolic link
  }
}
