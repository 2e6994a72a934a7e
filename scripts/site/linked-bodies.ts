import { encodePath } from "../../src/content/slug.ts";
import { present } from "../base/record.ts";
import type { Image } from "../../src/content/models.ts";
import { escapeHtml } from "../../src/markup.ts";
import type { Compiled, PlacedSlot } from "../read/compile-article.ts";
import type { Content, ReportAt } from "../read/content.ts";
import type { Destination, Links } from "./links.ts";
import { Text } from "../store/text.ts";
import { readTexts } from "../read/article-texts.ts";
import type { Written } from "../markdown/pieces.ts";
import type { Problem } from "../base/problems.ts";
import type { Picture, Pictures } from "../images/pictures.ts";
import type { PictureError } from "../images/pictures/picture-problem.ts";
import { pictureTag } from "../images/pictures/picture-tag.ts";

type PlacedLink = Extract<PlacedSlot, { readonly kind: "link" }>;
type Address = Extract<Destination, { readonly url: string }>;

/** What is filled into a text. A URL that leads to a post counts only while that is live. */
interface Part {
  readonly text: string;
  /** The post's file. */
  readonly post?: string;
}

/** Tells of the file of a post whether it is live. */
type IsLive = (post: string) => boolean;

/** What a part says. A link to a post that isn't live leads nowhere. */
const shown = ({ text, post }: Part, isLive: IsLive): string => (post === undefined || isLive(post) ? text : "");

/** What is filled into a body: the slots of its HTML, in order, and the URLs of its Markdown, which become absolute. */
interface Fillings {
  readonly html: Part[];
  readonly markdown: { readonly written: Written; readonly part: Part }[];
}

/** The bodies of all articles with their links and pictures filled in. */
export class Bodies {
  /** Files below the content folder that are served as they are, by path: all of `static/`, and what articles link to beside them. */
  readonly files: Map<string, string>;
  readonly #fillings = new Map<string, Fillings>();
  readonly #images = new Map<string, Image>();
  readonly #linkers = new Map<string, string[]>();
  readonly #links: Links;
  readonly #posts: ReadonlySet<string>;
  readonly #pictures: Pictures;
  readonly #site: string;
  readonly #report: ReportAt;

  constructor({ folder, site, posts, pages }: Content, links: Links, pictures: Pictures, report: ReportAt) {
    this.files = new Map(folder.statics.map((file) => [encodePath(file.slice("static".length)), file]));
    this.#links = links;
    this.#posts = new Set(posts.map(({ article }) => article.file));
    this.#pictures = pictures;
    this.#site = site.url;
    this.#report = report;
    for (const each of [...posts, ...pages]) {
      this.#fillings.set(each.article.file, this.#fill(each));
      this.#findImage(each);
    }
  }

  /**
   * The HTML of a body while the posts for which `isLive` holds are live. A link to another one leads nowhere: its
   * address is not to be known yet.
   */
  html({ article, texts }: Compiled, isLive: IsLive): Text {
    const values = this.#fillings.get(article.file)?.html.map((part) => shown(part, isLive));
    return Text.derived(linkedHtml, texts, values ?? []);
  }

  /** The author's Markdown with absolute URLs. */
  markdown({ article, texts }: Compiled, isLive: IsLive): Text {
    const parts = this.#fillings.get(article.file)?.markdown ?? [];
    const exchanges = parts.map(({ written, part }) => ({ written, url: shown(part, isLive) }));
    return Text.derived(linkedMarkdown, texts, exchanges);
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
    const { file, image, imageAlt: alt } = article;
    if (image === undefined) return;
    const picture = this.#pictureAt(file, image);
    const found = !picture ? { src: image } : "src" in picture ? picture.share : undefined;
    if (found) this.#images.set(file, { ...found, ...present({ alt }) });
    const problem =
      picture && ("problem" in picture ? picture.problem : "error" in picture ? picture.error : undefined);
    if (problem !== undefined) this.#report(file, { severity: "error", ...places.image, message: problem });
  }

  /** Nothing for pictures from elsewhere. */
  #pictureAt(file: string, src: string): Picture | PictureError | { readonly problem: string } | undefined {
    const found = this.#links.picture(file, src);
    return found && "file" in found ? this.#pictures.get(found.file) : found;
  }

  #fill(compiled: Compiled): Fillings {
    const { slots, unshown, article } = compiled;
    const first = slots.find(({ kind }) => kind === "picture");
    const html: Part[] = [];
    const markdown: Fillings["markdown"] = [];
    const exchange = ({ places }: PlacedSlot, part: Part): void => {
      if (places.length === 0) return;
      const absolute = { ...part, text: this.#absolute(part.text, article.path) };
      for (const written of places) markdown.push({ written, part: absolute });
    };
    for (const slot of slots) {
      if (slot.kind === "link") {
        const part = this.#fillLink(compiled, slot);
        html.push({ ...part, text: escapeHtml(part.text) });
        exchange(slot, part);
      } else {
        const picture = this.#fillPicture(compiled, slot);
        html.push({ text: pictureTag(picture, slot, slot === first) });
        exchange(slot, { text: picture.src });
      }
    }
    for (const slot of unshown) {
      const found = slot.kind === "link" ? this.#links.resolve(article.file, slot.href) : undefined;
      if (slot.kind === "link" && found && "url" in found && found.article !== undefined)
        exchange(slot, this.#toAddress(compiled, slot, found));
    }
    return { html, markdown };
  }

  #absolute(url: string, path: string): string {
    // A link to a draft leads nowhere, and is to look like one to a post that is not live.
    if (url === "" || url.startsWith("#")) return url;
    // Most links lead to a canonical path, in which there is nothing to resolve.
    return /^\/\w[\w/-]*$/.test(url) ? this.#site + url : (URL.parse(url, this.#site + path)?.href ?? url);
  }

  #fillPicture(compiled: Compiled, slot: Exclude<PlacedSlot, PlacedLink>): Parameters<typeof pictureTag>[0] {
    const picture = this.#pictureAt(compiled.article.file, slot.src);
    if (picture && "src" in picture) return picture;
    if (picture)
      this.#problem("error", compiled, slot, "problem" in picture ? picture.problem : `picture ${picture.error}`);
    return { src: slot.src };
  }

  #fillLink(compiled: Compiled, slot: PlacedLink): Part {
    const destination = this.#links.resolve(compiled.article.file, slot.href);
    if ("problem" in destination) {
      this.#problem("error", compiled, slot, destination.problem);
      return { text: "" };
    }
    if ("asset" in destination) {
      const { asset, path, suffix } = destination;
      const other = this.files.get(path);
      if (other !== undefined && other !== asset) {
        const message = `link "${slot.href}" leads to ${asset}, whose path ${path} is that of ${other}, rename one of them`;
        this.#problem("error", compiled, slot, message);
      }
      this.files.set(path, asset);
      return { text: path + suffix };
    }
    const part = this.#toAddress(compiled, slot, destination);
    if (part.text === "" && slot.href !== "") {
      const message = `link "${slot.href}" leads to a draft or to a file with errors, so readers get no link`;
      this.#problem("warning", compiled, slot, message);
    }
    return part;
  }

  #toAddress(compiled: Compiled, slot: PlacedLink, { url, article }: Address): Part {
    if (article === undefined) return { text: url };
    const { file } = compiled.article;
    const isPost = this.#posts.has(article);
    // What leads to its own article, such as "#part", tells nobody anything.
    if ((isPost || url === "") && article !== file && slot.places.length === 0 && !slot.bare) {
      const message = `link "${slot.href}" is written in a way that can't be found again in the text, so the article's Markdown would tell of a post to come, write it on one line and without escapes`;
      this.#problem("error", compiled, slot, message);
    }
    if (!isPost) return { text: url };
    const linkers = this.#linkers.get(article) ?? [];
    linkers.push(file);
    this.#linkers.set(article, linkers);
    return { text: url, post: article };
  }

  #problem(severity: Problem["severity"], { article, bodyLine }: Compiled, at: PlacedSlot, message: string): void {
    this.#report(article.file, { severity, line: at.line + bodyLine - 1, column: at.column, message });
  }
}

function linkedHtml(texts: Text, values: readonly string[]): string {
  return readTexts(texts.read()).html.reduce((text, part, index) => text + (values[index - 1] ?? "") + part);
}

function linkedMarkdown(texts: Text, exchanges: readonly { written: Written; url: string }[]): string {
  const { body } = readTexts(texts.read());
  let result = "";
  let done = 0;
  // Footnotes are rendered last, wherever they were written.
  for (const { written, url } of exchanges.toSorted((a, b) => a.written.start - b.written.start)) {
    if (written.start < done) continue;
    result += body.slice(done, written.start) + url;
    done = written.start + written.url.length;
  }
  return result + body.slice(done);
}
