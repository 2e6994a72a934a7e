import type { Image } from "../../src/content/models.ts";
import { present } from "../../src/content/post.ts";
import { escapeHtml } from "../../src/markup.ts";
import type { Compiled } from "./article.ts";
import type { Content, ReportAt } from "./content.ts";
import { Links } from "./links.ts";
import type { LinkSlot, PictureSlot } from "./markdown.ts";
import type { Problem } from "./problems.ts";
import type { Picture, PictureError } from "./pictures.ts";
import { foreignPictureTag, pictureTag } from "./pictures/tag.ts";

/** A text, or a URL that counts only while the post that it leads to is live. */
type Part = string | { readonly post: string; readonly url: string };

interface Body {
  readonly html: readonly Part[];
  /** The author's Markdown with absolute URLs. */
  readonly markdown: readonly Part[];
}

/** The bodies of all articles with their links and pictures filled in. */
export class Bodies {
  /** Files below the content folder that articles link to, and the path at which each is to be served. */
  readonly assets = new Map<string, string>();
  readonly #bodies = new Map<string, Body>();
  readonly #linkers = new Map<string, string[]>();
  readonly #links: Links;
  readonly #paths: ReadonlyMap<string, string>;
  readonly #posts: ReadonlySet<string>;
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
    this.#paths = paths;
    this.#posts = new Set(content.posts.map(({ article }) => article.file));
    this.#pictures = pictures;
    this.#site = content.site.url;
    this.#report = report;
    for (const compiled of [...content.posts, ...content.pages]) {
      this.#bodies.set(compiled.article.file, this.#fill(compiled));
      this.#checkImage(compiled);
    }
  }

  /**
   * The HTML of a body while the posts for which `isLive` holds are live. A link to another one leads nowhere: its
   * address is not to be known yet.
   */
  html({ article }: Compiled, isLive: (file: string) => boolean): string {
    return joined(this.#bodies.get(article.file)?.html ?? [], isLive);
  }

  markdown({ article }: Compiled, isLive: (file: string) => boolean): string {
    return joined(this.#bodies.get(article.file)?.markdown ?? [], isLive);
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

  #fill(compiled: Compiled): Body {
    const html: Part[] = [];
    const markdown: Part[] = [];
    const source = new SourceWalk(compiled.body);
    let pictures = 0;
    for (const piece of compiled.pieces) {
      if (typeof piece === "string") html.push(piece);
      else if (piece.kind === "link") {
        const { part, written } = this.#fillLink(compiled, piece);
        html.push(typeof part === "string" ? escapeHtml(part) : { ...part, url: escapeHtml(part.url) });
        const before = written === undefined ? undefined : source.upTo(piece, written);
        if (before !== undefined) markdown.push(before, this.#absolute(part, compiled));
      } else {
        const found = this.#fillPicture(compiled, piece, pictures === 0);
        pictures++;
        html.push(found.tag);
        const before = source.upTo(piece, piece.src);
        if (before !== undefined) markdown.push(before, this.#absolute(found.src, compiled));
      }
    }
    return { html: merged(html), markdown: merged([...markdown, source.rest()]) };
  }

  #absolute(part: Part, { article }: Compiled): Part {
    const base = this.#site + (this.#paths.get(article.file) ?? "/");
    const absolute = (url: string): string => (url.startsWith("#") ? url : (URL.parse(url, base)?.href ?? url));
    return typeof part === "string" ? absolute(part) : { ...part, url: absolute(part.url) };
  }

  #fillPicture(compiled: Compiled, slot: PictureSlot, eager: boolean): { readonly tag: string; readonly src: string } {
    const found = this.#links.picture(compiled.article.file, slot.src);
    const { src, alt, title, attributes = {} } = slot;
    if (found && "problem" in found) this.#problem("error", compiled, slot, found.problem);
    const picture = found && "file" in found ? this.#pictures.get(found.file) : undefined;
    if (picture && "error" in picture) this.#problem("error", compiled, slot, `picture ${picture.error}`);
    const setting = { alt, eager, attributes, ...present({ title }) };
    return picture && !("error" in picture)
      ? { tag: pictureTag(picture, setting), src: picture.src }
      : { tag: foreignPictureTag(src, setting), src };
  }

  #fillLink(compiled: Compiled, slot: LinkSlot): { readonly part: Part; readonly written?: string } {
    const { file } = compiled.article;
    const destination = this.#links.resolve(file, slot.href);
    if ("problem" in destination) {
      this.#problem("error", compiled, slot, destination.problem);
      return { part: "" };
    }
    if ("asset" in destination) this.assets.set(destination.asset, new URL(destination.url, "https://x").pathname);
    if ("url" in destination) return { part: destination.url, written: slot.href };
    const path = this.#paths.get(destination.article);
    if (path === undefined) {
      this.#problem(
        "warning",
        compiled,
        slot,
        `link "${slot.href}" leads to a draft or to a file with errors, so readers get no link`,
      );
      return { part: "", written: slot.href };
    }
    const url = path + destination.suffix;
    if (!this.#posts.has(destination.article)) return { part: url, written: slot.href };
    this.#linkers.set(destination.article, [...(this.#linkers.get(destination.article) ?? []), file]);
    return { part: { post: destination.article, url }, written: slot.href };
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

const joined = (parts: readonly Part[], isLive: (file: string) => boolean): string =>
  parts.map((part) => (typeof part === "string" ? part : isLive(part.post) ? part.url : "")).join("");

/** The same parts with neighbouring texts as one, which most bodies then are. */
function merged(parts: readonly Part[]): Part[] {
  const result: Part[] = [];
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") text += part;
    else {
      result.push(text, part);
      text = "";
    }
  }
  return [...result, text];
}

/** Walks through a Markdown text from one URL to the next. */
class SourceWalk {
  readonly #text: string;
  readonly #lines: readonly number[];
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
    const lines = [0];
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) lines.push(end + 1);
    this.#lines = lines;
  }

  /** The text up to a URL that stands at or behind a slot's position; undefined when it is written otherwise there, as in a reference. */
  upTo({ line, column }: { readonly line: number; readonly column: number }, url: string): string | undefined {
    const start = Math.max(this.#offset, (this.#lines[line - 1] ?? 0) + column - 1);
    const found = url === "" ? -1 : this.#text.indexOf(url, start);
    if (found === -1 || found - start > 2000) return undefined;
    const before = this.#text.slice(this.#offset, found);
    this.#offset = found + url.length;
    return before;
  }

  rest(): string {
    return this.#text.slice(this.#offset);
  }
}
