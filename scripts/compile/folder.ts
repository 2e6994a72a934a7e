import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure.ts";
import { compare } from "./problems.ts";

/** The files of a content folder, as paths below it with `/` between, sorted by code unit. */
export interface Folder {
  readonly root: string;
  /** `posts/NAME.md`, `posts/NAME/index.md`, `pages/NAME.md`, `pages/NAME/index.md`. */
  readonly articles: readonly string[];
  /** `static/…`, served as they are. */
  readonly statics: readonly string[];
  /** `site.yaml`, when there is one. */
  readonly site?: string;
  /** Markdown files that are in no place where an article would be. */
  readonly strays: readonly string[];
}

/** Looks through a content folder. Throws `Failure` when it has no `posts/`. */
export function readFolder(root: string): Folder {
  if (!isFolder(join(root, "posts")))
    throw new Failure(
      `"${root}" has no folder posts/, expected a content folder such as content/ with posts/NAME.md in it`,
    );

  const articles: string[] = [];
  const strays: string[] = [];
  for (const section of ["posts", "pages"]) {
    for (const file of filesBelow(root, section)) {
      if (!file.endsWith(".md")) continue;
      const isArticle = /^[^/]+\/([^/]+\.md|[^/]+\/index\.md)$/.test(file) && !/^[^/]+\/_?index\.md$/.test(file);
      (isArticle ? articles : strays).push(file);
    }
  }
  const site = ["site.yaml", "site.yml"].find((name) => existsSync(join(root, name)));
  return { root, articles, statics: filesBelow(root, "static"), strays, ...(site === undefined ? {} : { site }) };
}

/** All files below a folder, hidden ones left out: editors and systems leave those. */
function filesBelow(root: string, folder: string): string[] {
  if (!isFolder(join(root, folder))) return [];
  const top = join(root, folder);
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || (entry.isSymbolicLink() && isFile(join(entry.parentPath, entry.name))))
    .map(({ parentPath, name }) => `${folder}${parentPath.slice(top.length)}/${name}`.replaceAll("\\", "/"))
    .filter(isWanted)
    .sort(compare);
}

// What `.well-known/` holds is meant to be served (RFC 8615).
const isWanted = (file: string): boolean => !/(^|\/)\.(?!well-known(\/|$))/.test(file) && !file.endsWith("~");

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
