import { posix } from "node:path";
import { slugOfFile } from "../read/parse-article.ts";
import { canonicalPath, encodePath } from "../../src/content/slug.ts";
import type { Folder } from "../read/folder.ts";
import { nearest } from "../base/nearest.ts";
import { publicFile } from "../base/own-file.ts";
import { percentDecoded } from "../base/percent-decoded.ts";
import { filePathProblem } from "../read/slug-problem.ts";

/** Where a link of an article leads. */
export type Destination =
  /** Somewhere else, or a path that is none of the articles'. */
  | { readonly url: string }
  /** An article, by its file; `suffix` is the query and fragment. */
  | { readonly article: string; readonly suffix: string }
  /** A file beside the article, by its path below the content folder, to be served at `path`. */
  | { readonly asset: string; readonly path: string; readonly suffix: string }
  | { readonly problem: string };

/** Finds out what links and pictures mean, by file or by URL. */
export class Links {
  readonly #root: string;
  readonly #paths: ReadonlyMap<string, string>;
  readonly #files: ReadonlyMap<string, string>;
  /** The file of each article, by its name as people type it: systems may keep accents apart from their letters (NFD). */
  readonly #articles: ReadonlyMap<string, string>;

  /** `paths` leads from the file of each article to its canonical path; drafts and articles with errors have none. */
  constructor({ root, articles }: Folder, paths: ReadonlyMap<string, string>) {
    this.#root = root;
    this.#articles = new Map(articles.map((article) => [article.normalize("NFC"), article]));
    this.#paths = paths;
    this.#files = new Map([...paths].map(([file, path]) => [path, file]));
  }

  resolve(file: string, href: string): Destination {
    const known = this.#files.get(href);
    if (known !== undefined) return { article: known, suffix: "" };
    if (isElsewhere(href) || /^([#?]|$)/.test(href)) return { url: href };
    const [, place = "", suffix = ""] = /^([^?#]*)(.*)$/s.exec(href) ?? [];
    const path = this.#paths.get(file) ?? "/";

    const url = URL.parse(place, `https://x${path}`)?.pathname ?? place;
    const article = this.#files.get(canonicalPath(url.endsWith("/") ? url : `${url}/`) ?? "");
    if (!place.startsWith("/")) {
      const target = fileBeside(file, place);
      if (/\.md$/i.test(target) && !target.startsWith("static/")) return this.#toMarkdown(href, target, suffix);
      const found = publicFile(this.#root, target);
      if (found && "real" in found)
        return this.#toFile(href, target, posix.join(percentDecoded(path), percentDecoded(place)), suffix);
      // What is refused as a file may be the address of an article: `../../about` is `/about/`.
      if (found && article === undefined)
        return { problem: `link "${href}" leads to ${target}, which ${found.refused}` };
    }
    return article === undefined ? { url: url + suffix } : { article, suffix };
  }

  /** The file of a picture below the content folder; undefined for pictures from elsewhere. */
  picture(file: string, src: string): { readonly file: string } | { readonly problem: string } | undefined {
    if (isElsewhere(src)) return undefined;
    const place = percentDecoded(src.replace(/[?#].*$/s, ""));
    const target = place.startsWith("/") ? `static${posix.normalize(place)}` : posix.join(posix.dirname(file), place);
    const found = publicFile(this.#root, target);
    if (found && "refused" in found) return { problem: `picture "${src}" is ${target}, which ${found.refused}` };
    if (found) return { file: target };
    const name = posix.basename(place);
    const other = place.startsWith("/") ? "" : ` or, for "/${name}", static/${name}`;
    return { problem: `picture "${src}" is not there, expected the file ${target}${other}` };
  }

  /** `path` is in plain text. What is under `static/` has an address already. */
  #toFile(href: string, file: string, path: string, suffix: string): Destination {
    if (file.startsWith("static/")) return { url: encodePath(file.slice("static".length)) + suffix };
    const problem = filePathProblem(path);
    return problem === undefined
      ? { asset: file, path: encodePath(path), suffix }
      : { problem: `link "${href}" leads to ${file}, which ${problem}` };
  }

  #toMarkdown(href: string, target: string, suffix: string): Destination {
    const article = this.#articles.get(target.normalize("NFC"));
    if (article !== undefined) return { article, suffix };
    const named = new Map([...this.#articles.values()].map((each) => [nameOf(each), each]));
    const meant = named.get(nearest(nameOf(target), [...named.keys()]) ?? "");
    const hint = meant === undefined ? "expected the file of a post or page" : `did you mean ${meant}?`;
    return { problem: `link "${href}" leads to ${target}, which is not there, ${hint}` };
  }
}

/** Files of articles are told apart by name: all have their folder and ending in common. */
const nameOf = (file: string): string => `${slugOfFile(file)}.md`;

const isElsewhere = (href: string): boolean => /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(href);

const fileBeside = (file: string, place: string): string => posix.join(posix.dirname(file), percentDecoded(place));
