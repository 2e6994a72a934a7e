import { type Dirent, existsSync, readdirSync, readlinkSync, statSync, type Stats } from "node:fs";
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
  /** What an author would look for on the site in vain, and why it is not there, with a cure: a sentence for behind its name. */
  readonly passedOver: readonly PassedOver[];
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

  const inSections = ["posts", "pages"].map((section) => filesBelow(root, section));
  const statics = filesBelow(root, "static");
  const texts = inSections.flatMap(({ files }) => files).filter((file) => file.endsWith(".md"));
  const articles = texts.filter(isArticle);
  const known = new Set(articles);
  const strays = texts.filter((file) => !known.has(file)).map((file) => ({ file, why: whyStray(file, known) }));
  const deadLinks = [...inSections, statics]
    .flatMap(({ links }) => links)
    .map((file) => ({ file, why: whyDead(join(root, file)) }));
  const site = ["site.yaml", "site.yml"].find((name) => existsSync(join(root, name)));
  const passedOver = [...strays, ...deadLinks];
  return { root, articles, statics: statics.files, passedOver, ...(site === undefined ? {} : { site }) };
}

const isArticle = (file: string): boolean =>
  /^[^/]+\/([^/]+\.md|[^/]+\/index\.md)$/.test(file) && !/^[^/]+\/_?index\.md$/.test(file);

/** A Markdown file that lies where no article would. The places that are named are free. */
function whyStray(file: string, articles: ReadonlySet<string>): string {
  const [section = "", ...below] = file.split("/");
  const parts = below.filter((part) => !/^_?index\.md$/.test(part)).map((part) => part.replace(/\.md$/, ""));
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

/** All files below a folder, and symbolic links that lead to none; hidden ones left out: editors and systems leave those. */
function filesBelow(root: string, folder: string): { readonly files: string[]; readonly links: string[] } {
  const top = join(root, folder);
  const entries = isFolder(top) ? entriesBelow(top) : [];
  const [files, links]: [string[], string[]] = [[], []];
  for (const entry of entries) {
    const file = `${folder}${entry.parentPath.slice(top.length)}/${entry.name}`.replaceAll("\\", "/");
    if (!isWanted(file)) continue;
    if (entry.isFile() || (entry.isSymbolicLink() && isFile(join(root, file)))) files.push(file);
    else if (entry.isSymbolicLink()) links.push(file);
  }
  return { files: files.sort(compare), links: links.sort(compare) };
}

/** By itself, since Node's own `recursive` follows symbolic links to folders: out of the content folder, and round in circles. */
const entriesBelow = (folder: string): Dirent[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry, ...entriesBelow(join(folder, entry.name))] : [entry],
  );

// What `.well-known/` holds is meant to be served (RFC 8615).
const isWanted = (file: string): boolean => !/(^|\/)\.(?!well-known(\/|$))/.test(file) && !file.endsWith("~");

export const isFile = (path: string): boolean => statsOf(path)?.isFile() ?? false;

const isFolder = (path: string): boolean => statsOf(path)?.isDirectory() ?? false;

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // So does the system say that symbolic links lead round in a circle.
    if (error instanceof Error && "code" in error && error.code === "ELOOP") return undefined;
    throw error;
  }
}
