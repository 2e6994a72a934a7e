import { present } from "../base/record.ts";
import type { Image } from "../../src/content/models.ts";
import { type Page, type Post } from "../read/parse-article.ts";
import { canonicalPath } from "../../src/content/slug.ts";
import { escapeHtml } from "../../src/markup.ts";
import type { Compiled, PlacedSlot } from "../read/compile-article.ts";
import { aliasesOf } from "./aliases.ts";
import type { Content, ReportAt } from "../read/content.ts";
import { type Destination, Links } from "./links.ts";
import { ownPath } from "../read/own-path.ts";
import { Text } from "../store/text.ts";
import { readTexts } from "../read/article-texts.ts";
import type { LinkSlot, PictureSlot } from "../markdown/markdown.ts";
import type { Problem } from "../base/problems.ts";
import type { Picture } from "../images/pictures.ts";
import type { PictureError } from "../images/pictures/picture-problem.ts";
import { exchanged, type Exchange, type IsLive, type Part, shown } from "./pending-url.ts";
import { foreignPictureTag, pictureTag } from "../images/pictures/picture-tag.ts";

type PlacedLink = Extract<PlacedSlot, { readonly kind: "link" }>;

/** What stands for a slot in HTML, and the URL alone. */
interface Filled {
  readonly shown: Part;
  readonly url: Part;
}

/** What is filled into a body: the slots of its HTML, in order, and the URLs of its Markdown, which become absolute. */
interface Fillings {
  readonly html: readonly Part[];
  readonly markdown: readonly Exchange[];
}

/** The bodies of all articles with their links and pictures filled in. */
export class Bodies {
  /** Files below the content folder that articles link to, by the path at which each is to be served. */
  readonly assets = new Map<string, string>();
  readonly #fillings = new Map<string, Fillings>();
  readonly #images = new Map<string, Image>();
  readonly #linkers = new Map<string, string[]>();
  readonly #links: Links;
  readonly #statics: ReadonlySet<string>;
  readonly #paths: ReadonlyMap<string, string>;
  readonly #posts: ReadonlySet<string>;
  /** Files of articles, drafts included, by each path that answers for them, now or one day. */
  readonly #articleAt: ReadonlyMap<string, string>;
  readonly #pictures: ReadonlyMap<string, Picture | PictureError>;
  readonly #site: string;
  readonly #report: ReportAt;

  /** `paths` leads from the files of articles to their paths, `pictures` from files below the content folder to what was made of them. */
  constructor(
    content: Content,
    paths: ReadonlyMap<string, string>,
    pictures: ReadonlyMap<string, Picture | PictureError>,
    report: ReportAt,
  ) {
    this.#links = new Links(content.folder, paths);
    this.#statics = new Set(content.folder.statics);
    this.#paths = paths;
    this.#posts = new Set(content.posts.map(({ article }) => article.file));
    const compiled = [...content.posts, ...content.pages];
    // What is published has its path, were it that of a draft too.
    this.#articleAt = new Map([...content.drafts, ...compiled.map(({ article }) => article)].flatMap(addressesOf));
    this.#pictures = pictures;
    this.#site = content.site.url;
    this.#report = report;
    for (const each of compiled) {
      this.#fillings.set(each.article.file, this.#fill(each));
      this.#findImage(each);
    }
  }

  /**
   * The HTML of a body while the posts for which `isLive` holds are live. A link to another one leads nowhere: its
   * address is not to be known yet.
   */
  html(compiled: Compiled, isLive: IsLive): Text {
    const values = this.#of(compiled).html.map((part) => shown(part, isLive));
    return Text.derived(linkedHtml, compiled.texts, values);
  }

  /** The author's Markdown with absolute URLs. */
  markdown(compiled: Compiled, isLive: IsLive): Text {
    const exchanges = this.#of(compiled).markdown.map(({ written, part }) => ({ written, url: shown(part, isLive) }));
    return Text.derived(linkedMarkdown, compiled.texts, exchanges);
  }

  /** Files of the articles that link to a post. */
  linkersOf(file: string): readonly string[] {
    return this.#linkers.get(file) ?? [];
  }

  /** The picture that stands for an article in link previews. */
  imageOf({ article }: Compiled): Image | undefined {
    return this.#images.get(article.file);
  }

  #findImage({ article, places }: Compiled): void {
    if (article.image === undefined) return;
    const alt = article.imageAlt === undefined ? {} : { alt: article.imageAlt };
    const found = this.#links.picture(article.file, article.image);
    const picture = found && "file" in found ? this.#pictures.get(found.file) : found;
    if (!found || !("file" in found)) this.#images.set(article.file, { src: article.image, ...alt });
    else if (picture && "share" in picture && picture.share)
      this.#images.set(article.file, { ...picture.share, ...alt });
    const problem =
      picture && ("problem" in picture ? picture.problem : "error" in picture ? picture.error : undefined);
    if (problem !== undefined) this.#report(article.file, { severity: "error", ...places.image, message: problem });
  }

  #of({ article }: Compiled): Fillings {
    return this.#fillings.get(article.file) ?? { html: [], markdown: [] };
  }

  #fill(compiled: Compiled): Fillings {
    const first = compiled.slots.find(({ kind }) => kind === "picture");
    const html: Part[] = [];
    const markdown: Exchange[] = [];
    for (const slot of compiled.slots) {
      const filled =
        slot.kind === "link" ? this.#fillLink(compiled, slot) : this.#fillPicture(compiled, slot, slot === first);
      html.push(filled.shown);
      if (slot.places.length === 0) continue;
      const part = this.#absolute(filled.url, compiled);
      for (const written of slot.places) markdown.push({ written, part });
    }
    for (const slot of compiled.unshown) {
      const url = slot.kind === "link" ? this.#toArticle(compiled, slot) : undefined;
      if (url === undefined) continue;
      for (const written of slot.places) markdown.push({ written, part: this.#absolute(url, compiled) });
    }
    return { html, markdown };
  }

  #absolute(part: Part, { article }: Compiled): Part {
    const absolute = (url: string): string => {
      // A link to a draft leads nowhere, and is to look like one to a post that is not live.
      if (url === "" || url.startsWith("#")) return url;
      // Most links lead to a canonical path, in which there is nothing to resolve.
      return /^\/\w[\w/-]*$/.test(url) ? this.#site + url : (URL.parse(url, this.#site + article.path)?.href ?? url);
    };
    return typeof part === "string" ? absolute(part) : { ...part, url: absolute(part.url) };
  }

  #fillPicture(compiled: Compiled, slot: PictureSlot, eager: boolean): Filled {
    const found = this.#links.picture(compiled.article.file, slot.src);
    const { src, alt, title, attributes = {} } = slot;
    if (found && "problem" in found) this.#problem("error", compiled, slot, found.problem);
    const picture = found && "file" in found ? this.#pictures.get(found.file) : undefined;
    if (picture && "error" in picture) this.#problem("error", compiled, slot, `picture ${picture.error}`);
    const setting = { alt, eager, attributes, ...present({ title }) };
    return picture && !("error" in picture)
      ? { shown: pictureTag(picture, setting), url: picture.src }
      : { shown: foreignPictureTag(src, setting), url: src };
  }

  #fillLink(compiled: Compiled, slot: PlacedLink): Filled {
    const url = this.#urlOf(compiled, slot);
    return { url, shown: typeof url === "string" ? escapeHtml(url) : { ...url, url: escapeHtml(url.url) } };
  }

  #urlOf(compiled: Compiled, slot: PlacedLink): Part {
    const { file } = compiled.article;
    const destination = this.#links.resolve(file, slot.href);
    if ("problem" in destination) {
      this.#problem("error", compiled, slot, destination.problem);
      return "";
    }
    if ("asset" in destination) {
      const { asset, path, suffix } = destination;
      const other = this.#fileAt(path);
      if (other !== undefined && other !== asset) {
        const message = `link "${slot.href}" leads to ${asset}, whose path ${path} is that of ${other}, rename one of them`;
        this.#problem("error", compiled, slot, message);
      }
      this.assets.set(path, asset);
      return path + suffix;
    }
    const url = this.#toArticle(compiled, slot, destination) ?? ("url" in destination ? destination.url : "");
    if (url === "" && slot.href !== "") {
      const message = `link "${slot.href}" leads to a draft or to a file with errors, so readers get no link`;
      this.#problem("warning", compiled, slot, message);
    }
    return url;
  }

  /** The URL of a link that leads to an article, be it by its file or by one of its addresses; none for a draft. */
  #toArticle(
    compiled: Compiled,
    slot: PlacedLink,
    destination = this.#links.resolve(compiled.article.file, slot.href),
  ): Part | undefined {
    const { file } = compiled.article;
    const named = "article" in destination ? destination.article : this.#articleOf(destination, file);
    if (named === undefined) return undefined;
    const path = this.#paths.get(named);
    const isPost = this.#posts.has(named);
    // What leads to its own article, such as "#part", tells nobody anything.
    if ((isPost || path === undefined) && named !== file && slot.places.length === 0 && !slot.bare) {
      const message = `link "${slot.href}" is written in a way that can't be found again in the text, so the article's Markdown would tell of a post to come, write it on one line and without escapes`;
      this.#problem("error", compiled, slot, message);
    }
    if (path === undefined) return "";
    const url = "url" in destination ? destination.url : "suffix" in destination ? path + destination.suffix : path;
    return isPost ? this.#toPost(named, url, file) : url;
  }

  /** What is served at a path as it is. */
  #fileAt(path: string): string | undefined {
    const file = `static${decodeURIComponent(path)}`;
    return this.assets.get(path) ?? (this.#statics.has(file) ? file : undefined);
  }

  /** The article that an address of this site belongs to, were it an old path or written as a whole URL. */
  #articleOf(destination: Destination, file: string): string | undefined {
    if (!("url" in destination)) return undefined;
    const path = ownPath(destination.url, this.#site + (this.#paths.get(file) ?? "/"));
    return path === undefined ? undefined : this.#articleAt.get(canonicalPath(path) ?? "");
  }

  #toPost(post: string, url: string, file: string): Part {
    const linkers = this.#linkers.get(post);
    if (linkers) linkers.push(file);
    else this.#linkers.set(post, [file]);
    return { post, url };
  }

  #problem(
    severity: Problem["severity"],
    compiled: Compiled,
    { line, column }: LinkSlot | PictureSlot,
    message: string,
  ): void {
    const { article, bodyLine } = compiled;
    this.#report(article.file, { severity, line: line + bodyLine - 1, column, message });
  }
}

function linkedHtml(texts: Text, values: readonly string[]): string {
  return readTexts(texts.read()).html.reduce((text, part, index) => text + (values[index - 1] ?? "") + part);
}

function linkedMarkdown(texts: Text, exchanges: Parameters<typeof exchanged>[1]): string {
  return exchanged(readTexts(texts.read()).body, exchanges);
}

const addressesOf = (article: Post | Page): [path: string, file: string][] =>
  [article.path, article.source, ...aliasesOf(article)].map((path) => [path, article.file]);
