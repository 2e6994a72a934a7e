import type { Image } from "../../src/content/models.ts";
import { type Post, present } from "../read/parse-article.ts";
import { canonicalPath } from "../../src/content/slug.ts";
import { escapeHtml } from "../../src/markup.ts";
import type { Compiled } from "../read/compile-article.ts";
import { aliasesOf } from "./aliases.ts";
import type { Content, ReportAt } from "../read/content.ts";
import { Links } from "./links.ts";
import { Text } from "../store/text.ts";
import { readTexts } from "../read/article-texts.ts";
import type { LinkSlot, PictureSlot } from "../markdown/markdown.ts";
import type { Problem } from "../base/problems.ts";
import type { Picture, PictureError } from "../images/pictures.ts";
import { exchanged, type Exchange, type IsLive, type Part, shown } from "./pending-url.ts";
import { foreignPictureTag, pictureTag } from "../images/pictures/picture-tag.ts";

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
  readonly #linkers = new Map<string, string[]>();
  readonly #links: Links;
  readonly #statics: ReadonlySet<string>;
  readonly #paths: ReadonlyMap<string, string>;
  readonly #posts: ReadonlySet<string>;
  /** Files of posts by each path that answers for them. */
  readonly #postAt: ReadonlyMap<string, string>;
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
    this.#postAt = new Map(content.posts.flatMap(({ article }) => addressesOf(article)));
    this.#pictures = pictures;
    this.#site = content.site.url;
    this.#report = report;
    for (const compiled of [...content.posts, ...content.pages]) {
      this.#fillings.set(compiled.article.file, this.#fill(compiled));
      this.#checkImage(compiled);
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
    if (article.image === undefined) return undefined;
    const alt = article.imageAlt === undefined ? {} : { alt: article.imageAlt };
    const found = this.#links.picture(article.file, article.image);
    if (!found || !("file" in found)) return { src: article.image, ...alt };
    const picture = this.#pictures.get(found.file);
    return picture && "share" in picture && picture.share ? { ...picture.share, ...alt } : undefined;
  }

  #checkImage({ article, places }: Compiled): void {
    const found = article.image === undefined ? undefined : this.#links.picture(article.file, article.image);
    const picture = found && "file" in found ? this.#pictures.get(found.file) : found;
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

  #fillLink(compiled: Compiled, slot: LinkSlot): Filled {
    const url = this.#urlOf(compiled, slot);
    return { url, shown: typeof url === "string" ? escapeHtml(url) : { ...url, url: escapeHtml(url.url) } };
  }

  #urlOf(compiled: Compiled, slot: LinkSlot): Part {
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
    if ("url" in destination) {
      const post = this.#postOf(destination.url, file);
      return post === undefined ? destination.url : this.#toPost(post, destination.url, file);
    }
    const path = this.#paths.get(destination.article);
    if (path === undefined) {
      const message = `link "${slot.href}" leads to a draft or to a file with errors, so readers get no link`;
      this.#problem("warning", compiled, slot, message);
      return "";
    }
    const url = path + destination.suffix;
    return this.#posts.has(destination.article) ? this.#toPost(destination.article, url, file) : url;
  }

  /** What is served at a path as it is. */
  #fileAt(path: string): string | undefined {
    const file = `static${decodeURIComponent(path)}`;
    return this.assets.get(path) ?? (this.#statics.has(file) ? file : undefined);
  }

  /** The post that an address of this site belongs to, were it an old path or one with the site's own origin. */
  #postOf(url: string, file: string): string | undefined {
    const target = URL.parse(url, this.#site + (this.#paths.get(file) ?? "/"));
    return target?.origin === this.#site ? this.#postAt.get(canonicalPath(target.pathname) ?? "") : undefined;
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

const addressesOf = (post: Post): [path: string, file: string][] =>
  [post.path, post.source, ...aliasesOf(post)].map((path) => [path, post.file]);
