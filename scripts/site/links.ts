import { posix } from "node:path";
import { slugOfFile } from "../read/parse-article.ts";
import { canonicalPath, encodePath } from "../../src/content/slug.ts";
import type { Content } from "../read/content.ts";
import { isElsewhere, isOfOneMachine, ownPath } from "../read/own-path.ts";
import { aliasesOf } from "./aliases.ts";
import { nearest } from "../base/nearest.ts";
import { publicFile } from "../base/own-file.ts";
import { percentDecoded } from "../../src/content/percent-decoded.ts";
import { misspelt } from "../read/settings/settings-pictures.ts";
import { filePathProblem } from "../read/slug-problem.ts";

/** Where a link of an article leads. */
export type Destination =
  /** A place on the web, and the file of the article if it is one of ours, drafts included: what has no path of its own has no URL. */
  | { readonly url: string; readonly article: string | undefined }
  /** A file beside the article, by its path below the content folder, to be served at `path`. */
  | { readonly asset: string; readonly path: string; readonly suffix: string }
  /** `kept` is what is written, where that does not stop a build: a dead link is one reader's disappointment, in an old blog one of many. */
  | { readonly problem: string; readonly kept?: string };

/** Finds out what links and pictures mean, by file or by URL. */
export type Links = ReturnType<typeof linksOf>;

/** `paths` leads from the file of each article to its canonical path; drafts and articles with errors have none. */
export function linksOf({ folder, site, posts, pages, drafts }: Content, paths: ReadonlyMap<string, string>) {
  // By their names as people type them: systems may keep accents apart from their letters (NFD).
  const articles = new Map(folder.articles.map((each) => [each.normalize("NFC"), each]));
  const files = new Map([...paths].map(([file, path]) => [path, file]));
  const statics = new Set(folder.statics.map((each) => each.slice("static".length).normalize("NFC")));
  // What is published has its path, even if a draft has it too.
  const all = [...drafts, ...[...posts, ...pages].map(({ article }) => article)];
  /** Files of articles, drafts included, by each path that answers for them, now or one day. */
  const articleAt = new Map(
    all.flatMap((article) =>
      [article.path, article.source, ...aliasesOf(article)].map((path) => [path, article.file] as const),
    ),
  );

  function resolve(file: string, written: string): Destination {
    const known = files.get(written);
    if (known !== undefined) return { url: written, article: known };
    // HTML may break a URL, which parsers of URLs mend (WHATWG URL §4.4).
    const href = written.replaceAll(/[\t\n\r]/g, "");
    if (isOfOneMachine(href)) return { problem: `link "${href}" leads to ${ofOneMachine}`, kept: href };
    if (isElsewhere(href) || /^([#?]|$)/.test(href)) return toAddress(file, href);
    const [, place = "", suffix = ""] = /^([^?#]*)(.*)$/s.exec(href) ?? [];
    const path = paths.get(file) ?? "/";

    const url = URL.parse(place, `https://x${path}`)?.pathname ?? place;
    const article = files.get(canonicalPath(url.endsWith("/") ? url : `${url}/`) ?? "");
    if (!place.startsWith("/")) {
      const target = posix.join(posix.dirname(file), percentDecoded(place));
      const problem = (what: string) => ({ problem: `link "${href}" leads to ${target}, which ${what}` });
      if (/\.md$/i.test(target) && !target.startsWith("static/")) {
        const named = articles.get(target.normalize("NFC"));
        return named === undefined ? problem(`is not there, ${hintFor(target)}`) : toArticle(named, suffix);
      }
      const found = publicFile(folder.root, target);
      if (found && "real" in found) {
        // What is under `static/` has an address already.
        if (target.startsWith("static/")) return toStatic(file, target.slice("static".length), suffix);
        const plain = posix.join(percentDecoded(path), percentDecoded(place)).normalize("NFC");
        const what = filePathProblem(plain);
        return what === undefined ? { asset: found.path, path: encodePath(plain), suffix } : problem(what);
      }
      // What is refused as a file may be the address of an article: `../../about` is `/about/`.
      if (found && article === undefined)
        return found.meant === undefined
          ? problem(found.refused)
          : { problem: `link ${misspelt(href, nameFor(file, place, found.meant))}` };
      if (/^www\.[^/]+\.[a-z]{2,}(?:\/|$)/i.test(place))
        return { problem: `link "${href}" leads to a path of this site, write https://${href}`, kept: href };
    } else if (/[^ -~]|%[89a-f]/i.test(place)) {
      const plain = percentDecoded(place);
      if (statics.has(plain.normalize("NFC"))) return toStatic(file, plain, suffix);
    }
    return article === undefined ? toAddress(file, url + suffix) : toArticle(article, suffix);
  }

  /** The file of a picture below the content folder; undefined for pictures from elsewhere. */
  function picture(file: string, src: string): { readonly file: string } | { readonly problem: string } | undefined {
    if (isOfOneMachine(src)) return { problem: `picture "${src}" is ${ofOneMachine}` };
    if (isElsewhere(src))
      return URL.canParse(src, site.url)
        ? undefined
        : { problem: `picture "${src}" is not a URL, expected one such as https://example.com/a.png` };
    const place = percentDecoded(src.replace(/[?#].*$/s, ""));
    const target = place.startsWith("/") ? `static${posix.normalize(place)}` : posix.join(posix.dirname(file), place);
    const found = publicFile(folder.root, target);
    if (found && "real" in found) return { file: found.path };
    if (found?.meant !== undefined) return { problem: `picture ${misspelt(src, nameFor(file, place, found.meant))}` };
    if (found) return { problem: `picture "${src}" is ${target}, which ${found.refused}` };
    const name = posix.join("/", place).replace(/^\/static\//, "/");
    if (publicFile(folder.root, `static${name}`))
      return { problem: `picture "${src}" is not there, did you mean ${name}?` };
    const other = place.startsWith("/") ? "" : ` or, for "${name}", static${name}`;
    return { problem: `picture "${src}" is not there, expected the file ${target}${other}` };
  }

  /** A file as a text at another place names it in the manner of `place`. */
  const nameFor = (file: string, place: string, target: string): string =>
    place.startsWith("/") ? target.slice("static".length) : posix.relative(posix.dirname(file), target);

  /** Files under `static/` are served at their names with accents on their letters too. */
  const toStatic = (file: string, plain: string, suffix: string): Destination =>
    toAddress(file, encodePath(plain.normalize("NFC")) + suffix);

  /** An address may be an old path of an article, or a path of this site written as a whole URL. */
  function toAddress(file: string, url: string): Destination {
    const path = ownPath(url, site.url + (paths.get(file) ?? "/"));
    const article = path === undefined ? undefined : articleAt.get(canonicalPath(path) ?? "");
    return { url: article === undefined || paths.has(article) ? url : "", article };
  }

  function toArticle(article: string, suffix: string): Destination {
    const path = paths.get(article);
    return { url: path === undefined ? "" : path + suffix, article };
  }

  function hintFor(missing: string): string {
    const named = new Map([...articles.values()].map((article) => [nameOf(article), article]));
    const meant = named.get(nearest(nameOf(missing), [...named.keys()]) ?? "");
    return meant === undefined ? "expected the file of a post or page" : `did you mean ${meant}?`;
  }

  return { resolve, picture };
}

const ofOneMachine = "a file of one machine, which readers don't have; put a copy beside the article";

/** Files of articles are told apart by name: all have their folder and ending in common. */
const nameOf = (file: string): string => `${slugOfFile(file)}.md`;
