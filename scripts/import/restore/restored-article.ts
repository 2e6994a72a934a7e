import { posix } from "node:path";
import { slugFromTitle } from "../../authoring/slug-of-title.ts";
import { writeYaml } from "../../authoring/write-front-matter.ts";
import { type Edit, Edited } from "../../base/edits.ts";
import { percentDecoded } from "../../../src/content/percent-decoded.ts";
import { renderMarkdown } from "../../markdown/markdown.ts";
import type { Slot } from "../../markdown/slots.ts";
import { readFrontMatter } from "../../read/front-matter.ts";
import { slugOfFile } from "../../read/parse-article.ts";
import type { SaidByPage } from "./read-page.ts";

/** An article as the live site has it. */
export interface LiveArticle {
  /** `/posts/a-walk/` */
  readonly path: string;
  /** Its Markdown, with front matter and absolute URLs. */
  readonly source: string;
  readonly page: SaidByPage;
  readonly series: string | undefined;
}

/** Where the files go that a site serves. */
export interface Served {
  readonly origin: string;
  /** The file of the picture at a path, below the content folder: beside the article that asks first. */
  readonly pictureAt: (path: string, section: string) => string;
  /** Whether the file at a path, which is not one of the site's pages, is to be fetched too. */
  readonly fetchFile: (path: string) => void;
}

/** A file of `posts/` or `pages/` that gives the same page again. */
export function restoreArticle(
  article: LiveArticle,
  served: Served,
  taken: Set<string>,
): { path: string; text: string } {
  const matter = readFrontMatter(article.source);
  const { data, body } = "data" in matter ? matter : { data: {}, body: article.source };
  const { title, url: _, authors, ...others }: Readonly<Record<string, unknown>> = data;
  const { path, page, series } = article;
  const isPost = path.startsWith("/posts/");
  const slug = percentDecoded(posix.basename(path));
  const section = isPost ? "posts" : "pages";
  const file = fileFor(section, slug, String(title), taken);
  const canonical = page.canonical === served.origin + path ? undefined : page.canonical;
  const own = page.image === undefined || page.image.startsWith(`${served.origin}/cards/`) ? undefined : page.image;
  const image = own && (pathFrom(file, own, served) ?? own);
  const fields = {
    title,
    ...(slugOfFile(file) === slug ? {} : { slug }),
    ...(authors === undefined ? {} : { authors }),
    ...others,
    ...(image === undefined ? {} : { image, imageAlt: page.imageAlt }),
    canonical,
    series,
  };
  const present = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return {
    path: file,
    text: `---\n${writeYaml(present)}---\n\n${withOwnPaths(body.replace(/^\n+/, ""), file, served)}`,
  };
}

/** A name that gives the slug by itself, where one can; no two of them differ in case alone. */
function fileFor(section: string, slug: string, title: string, taken: Set<string>): string {
  const isPlain =
    /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*$/u.test(slug) &&
    slug !== "index" &&
    slugOfFile(`${section}/${slug}.md`) === slug;
  const name = isPlain ? slug : slugFromTitle(title) || "restored";
  for (let number = 1; ; number += 1) {
    const file = `${section}/${name}${number === 1 ? "" : `-${number}`}.md`;
    if (taken.has(file.toLowerCase())) continue;
    taken.add(file.toLowerCase());
    return file;
  }
}

/** Links to the site itself become paths, and pictures the files that are restored. */
function withOwnPaths(body: string, file: string, served: Served): string {
  const { pieces, unshown } = renderMarkdown(body, { lang: "en", smartQuotes: false });
  const slots = [...pieces.filter((piece): piece is Slot => typeof piece !== "string"), ...unshown];
  const edits = slots.flatMap((slot): Edit[] => {
    const to = slot.written && pathFrom(file, slot.kind === "link" ? slot.href : slot.src, served);
    if (!slot.written || to === undefined) return [];
    const { start, url } = slot.written;
    return [{ start, end: start + url.length, text: to }];
  });
  return new Edited(body, edits).text;
}

/** How an article names what is at a URL of the site; undefined for one elsewhere. */
function pathFrom(file: string, url: string, { origin, pictureAt, fetchFile }: Served): string | undefined {
  const target = URL.parse(url);
  if (target?.origin !== origin) return undefined;
  const { pathname, search, hash } = target;
  if (pathname.startsWith("/pictures/"))
    return encodeURI(posix.relative(posix.dirname(file), pictureAt(pathname, posix.dirname(file))));
  if (/\.[^/.]+$/.test(pathname)) fetchFile(pathname);
  return pathname + search + hash;
}
