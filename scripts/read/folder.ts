import { type Dirent, readdirSync, readlinkSync } from "node:fs";
import { join, sep } from "node:path";
import { Failure } from "../base/failure.ts";
import { isFolder, isHidden, ownFile, ownFolder, publicFile } from "../base/own-file.ts";
import { compare } from "../base/order.ts";
import { filePathProblem } from "./slug-problem.ts";

/** The files of a content folder, as paths below it with `/` between, sorted by code unit. */
export interface Folder {
  readonly root: string;
  /** `posts/NAME.md`, `posts/NAME/index.md`, `pages/NAME.md`, `pages/NAME/index.md`. */
  readonly articles: readonly string[];
  /** `static/…`, served as they are. */
  readonly statics: readonly string[];
  /** `site.yaml`, when there is one. */
  readonly site?: string;
  /** What an author would look for on the site in vain, and why it is not there, with a cure: a sentence for behind its name. */
  readonly passedOver: readonly PassedOver[];
  /** What must not be read though it has the place of an article, a file or the settings, likewise. */
  readonly refused: readonly PassedOver[];
}

export interface PassedOver {
  readonly file: string;
  readonly why: string;
}

/** Looks through a content folder. Throws `Failure` when it has no `posts/`. */
export function readFolder(root: string): Folder {
  if (!isFolder(join(root, "posts")))
    throw new Failure(
      `"${root}" has no folder posts/, expected a content folder such as content/ with posts/NAME.md in it`,
    );

  const [posts, pages, statics] = [
    filesBelow(root, "posts", ownFile),
    filesBelow(root, "pages", ownFile),
    filesBelow(root, "static", publicFile),
  ];
  const texts = [...posts.files, ...pages.files].filter((file) => /\.md$/i.test(file));
  const articles = texts.filter(isArticle);
  const known = new Set(articles);
  const strays = texts.filter((file) => !known.has(file)).map((file) => ({ file, why: whyStray(file, known) }));
  const deadLinks = [posts, pages, statics]
    .flatMap(({ links }) => links)
    .map((file) => ({ file, why: whyDead(join(root, file)) }));
  const settings = ["site.yaml", "site.yml"].flatMap((file) => {
    const found = ownFile(root, file);
    return found ? [{ file, ...found }] : [];
  });
  const [site] = settings;
  const obeyed = statics.files.flatMap((file) => {
    const why = filePathProblem(file.slice("static".length));
    return why === undefined ? [] : [{ file, why }];
  });
  const refused = [...posts.refused, ...pages.refused, ...statics.refused, ...obeyed];
  return {
    root,
    articles,
    statics: statics.files,
    passedOver: [...strays, ...deadLinks],
    refused: site && "refused" in site ? [{ file: site.file, why: site.refused }, ...refused] : refused,
    ...(site && !("refused" in site) ? { site: site.file } : {}),
  };
}

const isArticle = (file: string): boolean =>
  /^[^/]+\/([^/]+\.md|[^/]+\/index\.md)$/.test(file) && !/^[^/]+\/_?index\.md$/.test(file);

/** A Markdown file that lies where no article would. The places that are named are free. */
function whyStray(file: string, articles: ReadonlySet<string>): string {
  const [section = "", ...below] = file.split("/");
  const parts = below.filter((part) => !/^_?index\.md$/.test(part)).map((part) => part.replace(/\.md$/i, ""));
  const placesOf = (name: string): string[] => [`${section}/${name}.md`, `${section}/${name}/index.md`];
  const free = [parts.at(-1) ?? "NAME", parts.join("-")].find(
    (name) => !placesOf(name).some((each) => articles.has(each)),
  );
  return `is not read as a ${section.slice(0, -1)}, move it to ${placesOf(free ?? "NAME").join(" or ")}`;
}

/** A symbolic link that leads to no file. */
function whyDead(path: string): string {
  const target = `"${readlinkSync(path)}"`;
  return isFolder(path)
    ? `is a symbolic link to the folder ${target}, which is not followed, put the folder itself in its place`
    : `is a symbolic link to ${target}, where no file is, correct or remove it`;
}

interface Found {
  readonly files: string[];
  /** Symbolic links that lead to no file. */
  readonly links: string[];
  readonly refused: PassedOver[];
}

/** All files below a folder, hidden ones left out: editors and systems leave those. `find` judges symbolic links. */
function filesBelow(root: string, folder: string, find: typeof ownFile): Found {
  const top = join(root, folder);
  const found: Found = { files: [], links: [], refused: [] };
  const refusal = ownFolder(root, folder);
  if (refusal) found.refused.push({ file: folder, why: refusal.refused });
  for (const entry of isFolder(top) && !refusal ? entriesBelow(top) : []) {
    const file = `${folder}${entry.parentPath.slice(top.length).split(sep).join("/")}/${entry.name}`;
    if (isHidden(file)) continue;
    if (entry.name.includes(undecoded)) {
      found.refused.push({ file, why: "has a name that is not UTF-8, rename it" });
      continue;
    }
    const linked = entry.isSymbolicLink() ? find(root, file) : undefined;
    if (linked && "refused" in linked) found.refused.push({ file, why: linked.refused });
    else if (entry.isFile() || linked) found.files.push(file);
    else if (entry.isSymbolicLink()) found.links.push(file);
  }
  found.files.sort(compare);
  found.links.sort(compare);
  return found;
}

// What Node makes of bytes that are not UTF-8. No path with it in it leads to the file.
const undecoded = "\ufffd";

/** By itself, since Node's own `recursive` follows symbolic links to folders: out of the content folder, and round in circles. */
const entriesBelow = (folder: string): Dirent[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && !entry.name.includes(undecoded)
      ? [entry, ...entriesBelow(join(folder, entry.name))]
      : [entry],
  );
