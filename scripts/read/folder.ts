import { type Dirent, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../base/failure.ts";
import { isFile, isFolder, isHidden, ownFile, ownFolder, publicFile } from "../base/own-file.ts";
import { compare, plural } from "../base/order.ts";
import { present } from "../base/record.ts";
import { filePathProblem } from "./slug-problem.ts";

/** The files of a content folder, as paths below it with `/` between, sorted by code unit. */
export interface Folder {
  readonly root: string;
  /** `posts/NAME.md`, `posts/NAME/index.md`, `pages/NAME.md`, `pages/NAME/index.md`. */
  readonly articles: readonly string[];
  /** `static/…`, served as they are. */
  readonly statics: readonly string[];
  /** `site.yaml` or `site.yml`, if there is one. */
  readonly site?: string;
  /** What an author would expect on the site but which is not there, and why, with a cure: the rest of a sentence that starts with its name. */
  readonly passedOver: readonly PassedOver[];
  /** What must not be read although it is where an article, a file or the settings would be, likewise. */
  readonly refused: readonly PassedOver[];
}

export interface PassedOver {
  readonly file: string;
  readonly why: string;
}

/** The name of the settings file, if the content folder has one. */
export const settingsFile = (root: string): string | undefined =>
  ["site.yaml", "site.yml"].find((file) => ownFile(root, file));

/** Looks through a content folder. Throws `Failure` when it has no `posts/`. */
export function readFolder(root: string): Folder {
  if (!isFolder(join(root, "posts")))
    throw new Failure(
      `"${root}" has no folder posts/, expected a content folder such as content/ with posts/NAME.md in it`,
    );

  const files: string[] = [];
  const deadLinks: PassedOver[] = [];
  const refused: PassedOver[] = [];
  const name = settingsFile(root);
  const settings = name === undefined ? undefined : ownFile(root, name);
  const site = settings && "real" in settings ? name : undefined;
  if (name !== undefined && settings && "refused" in settings) refused.push({ file: name, why: settings.refused });
  for (const folder of ["posts", "pages", "static"]) {
    const find = folder === "static" ? publicFile : ownFile;
    const refusal = ownFolder(root, folder);
    if (refusal) refused.push({ file: folder, why: refusal.refused });
    const entries = isFolder(join(root, folder)) && !refusal ? entriesBelow(root, folder) : [];
    for (const [file, entry] of entries.toSorted(([a], [b]) => compare(a, b))) {
      // Editors and operating systems leave such files.
      if (isHidden(file)) continue;
      const linked = entry.isSymbolicLink() ? find(root, file) : undefined;
      if (file.includes(undecoded)) refused.push({ file, why: "has a name that is not UTF-8, rename it" });
      else if (linked && "refused" in linked) refused.push({ file, why: linked.refused });
      else if (entry.isFile() || linked) files.push(file);
      else if (entry.isSymbolicLink()) deadLinks.push({ file, why: whyDead(join(root, file)) });
    }
  }
  const statics = files.filter((file) => file.startsWith("static/"));
  for (const file of statics) {
    const why = filePathProblem(file.slice("static".length));
    if (why !== undefined) refused.push({ file, why });
  }
  const texts = files.filter((file) => !file.startsWith("static/") && isMarkdown(file));
  const articles = texts.filter(isArticle);
  const known = new Set(articles);
  const strays = texts.filter((file) => !known.has(file)).map((file) => ({ file, why: whyStray(file, known) }));
  const passedOver = [
    ...["posts", "pages"].flatMap((folder) => few(folder, strays)),
    ...straysElsewhere(root, name),
    ...deadLinks,
  ];
  return { root, articles, statics, passedOver, refused, ...present({ site }) };
}

const isMarkdown = (file: string): boolean => /\.(?:md|mdx|markdown|mdown|mdwn|mkdn?)$/i.test(file);

const fewStrays = 10;

/** Those below a folder, one by one if they are few. */
function few(folder: string, strays: readonly PassedOver[]): PassedOver[] {
  const below = strays.filter(({ file }) => file.startsWith(`${folder}/`));
  if (below.length <= fewStrays) return below;
  const [first, ...rest] = below.slice(fewStrays - 1);
  if (!first) return below;
  const why = `${first.why}; the same goes for ${plural(rest.length, "more file")} below ${folder}/`;
  return [...below.slice(0, fewStrays - 1), { file: first.file, why }];
}

// Texts about a project rather than texts of its site.
const ofProjects = /^(?:readme|changelog|contributing|code_of_conduct|licen[cs]e|security|agents|claude|todo)\b/i;

/** Markdown beside `posts/` and `pages/`, settings and style under other names, unless the content folder is a whole project, whose files they may be. */
function straysElsewhere(root: string, settings: string | undefined): PassedOver[] {
  if (isFile(join(root, "package.json"))) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter(
      ({ name }) =>
        !isHidden(name) && !/^(?:posts|pages|static|node_modules|dist)$/.test(name) && !name.includes(undecoded),
    )
    .toSorted((a, b) => compare(a.name, b.name))
    .flatMap((entry) => {
      const { name } = entry;
      const isText = entry.isFile() && isMarkdown(name) && !ofProjects.test(name);
      if (isText) return [{ file: name, why: `is not read, ${placesFor(name)}` }];
      if (entry.isFile() && name !== settings && name !== "style.css") {
        const instead = settings ?? "site.yaml";
        if (/\.(?:ya?ml|toml)$/i.test(name))
          return [
            { file: name, why: `is not read, expected settings in ${instead}, and nothing else of the kind beside it` },
          ];
        if (/\.css$/i.test(name)) return [{ file: name, why: "is not read, expected the stylesheet in style.css" }];
      }
      if (!entry.isDirectory()) return [];
      const files = entriesBelow(root, name).flatMap(([file, found]) =>
        found.isFile() && isMarkdown(file) ? [file] : [],
      );
      const [first, ...rest] = files
        .filter((file) => !/(?:^|\/)node_modules\//.test(file) && !isHidden(file))
        .toSorted(compare);
      if (first === undefined) return [];
      const others = rest.length > 0 ? `, nor are ${plural(rest.length, "more Markdown file")} below ${name}/` : "";
      return [{ file: first, why: `is not read${others}, ${placesFor(first.slice(first.lastIndexOf("/") + 1))}` }];
    });
}

function placesFor(name: string): string {
  const own = name.replace(/\.[^.]*$/, ".md");
  return `expected in posts/, such as posts/${own}, or in pages/`;
}

const isArticle = (file: string): boolean =>
  /^[^/]+\/([^/]+\.md|[^/]+\/index\.md)$/.test(file) && !/^[^/]+\/_?index\.md$/.test(file);

/** Why a Markdown file in the wrong place is not read. The places that it suggests are free. */
function whyStray(file: string, articles: ReadonlySet<string>): string {
  const [section = "", ...below] = file.split("/");
  const ending = /\.\w+$/.exec(file)?.[0] ?? "";
  const plain = file.slice(0, -ending.length);
  const cure = ending === ".mdx" ? " and its components to HTML" : "";
  const article = section.slice(0, -1);
  if (ending !== ".md" && isArticle(`${plain}.md`) && !articles.has(`${plain}.md`))
    return `is not read as a ${article}, since its name ends in ${ending}, change it to ${plain}.md${cure}`;
  const parts = below.map((part) => part.replace(/\.\w+$/, "")).filter((part) => !/^_?index$/.test(part));
  const placesOf = (name: string): string[] => [`${section}/${name}.md`, `${section}/${name}/index.md`];
  const free = [parts.at(-1) ?? "NAME", parts.join("-")].find(
    (name) => !placesOf(name).some((each) => articles.has(each)),
  );
  return `is not read as a ${article}, move it to ${placesOf(free ?? "NAME").join(" or ")}`;
}

/** Why a symbolic link leads to no file. */
function whyDead(path: string): string {
  const target = `"${readlinkSync(path)}"`;
  return isFolder(path)
    ? `is a symbolic link to the folder ${target}, which is not followed, replace it with the folder itself`
    : `is a symbolic link to ${target}, which does not exist, correct or remove it`;
}

// What Node makes of bytes that are not UTF-8. A path that contains it does not lead to the file.
const undecoded = "\ufffd";

/** Written by hand, since Node's own `recursive` follows symbolic links to folders, out of the content folder and in circles. */
const entriesBelow = (root: string, folder: string): [file: string, entry: Dirent][] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    const isFolder = entry.isDirectory() && !entry.name.includes(undecoded);
    return [[file, entry], ...(isFolder ? entriesBelow(root, file) : [])];
  });
