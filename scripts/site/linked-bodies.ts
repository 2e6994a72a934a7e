import { encodePath } from "../../src/content/slug.ts";
import { present } from "../base/record.ts";
import type { Image } from "../../src/content/models.ts";
import { escapeHtml } from "../../src/markup.ts";
import type { Compiled, PlacedLink, PlacedSlot } from "../read/compile-article.ts";
import type { Content, ReportAt } from "../read/content.ts";
import type { Destination, Links } from "./links.ts";
import { Text } from "../store/text.ts";
import { readTexts } from "../read/article-texts.ts";
import type { Written } from "../markdown/slots.ts";
import { type Edit, Edited } from "../base/edits.ts";
import { placeInBody } from "../base/line-and-column.ts";
import type { Position, Problem } from "../base/problems.ts";
import type { Picture, Pictures } from "../images/pictures.ts";
import { pictureTag } from "../images/pictures/picture-tag.ts";

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
  /** For link previews. */
  readonly image: Image | undefined;
}

/** The bodies of all articles with their links and pictures filled in. */
export type LinkedBodies = ReturnType<typeof bodiesOf>;

export function bodiesOf({ folder, site, posts, pages }: Content, links: Links, pictures: Pictures, report: ReportAt) {
  // Whoever types the name of a file that macOS spelled has the accents on their letters (NFC).
  const files = new Map(
    folder.statics.flatMap((file) => {
      const name = file.slice("static".length);
      return [...new Set([name.normalize("NFC"), name])].map((each) => [encodePath(each), file] as const);
    }),
  );
  const postFiles = new Set(posts.map(({ article }) => article.file));
  const linkers = new Map<string, string[]>();
  const fillings = new Map([...posts, ...pages].map((each) => [each.article.file, fill(each)]));

  function findImage({ article: { file, image, imageAlt: alt } }: Compiled): Image | undefined {
    if (image === undefined) return undefined;
    const found = links.picture(file, image) ? pictureAt(file, image)?.share : { src: image };
    return found && { ...found, ...present({ alt }), own: true };
  }

  /** Nothing for pictures from elsewhere, and for those with which something is wrong: that stops the build. */
  function pictureAt(file: string, src: string): Picture | undefined {
    const found = links.picture(file, src);
    const picture = found && "file" in found ? pictures.get(found.file) : undefined;
    return picture && "src" in picture ? picture : undefined;
  }

  function fill(compiled: Compiled): Fillings {
    const { slots, unshown, article } = compiled;
    const first = slots.find(({ kind }) => kind === "picture");
    const html: Part[] = [];
    const markdown: Fillings["markdown"] = [];
    const exchange = ({ places }: PlacedSlot, part: Part): void => {
      if (places.length === 0) return;
      const absolute = { ...part, text: absoluteUrl(part.text, article.path) };
      for (const written of places) markdown.push({ written, part: absolute });
    };
    for (const slot of slots) {
      if (slot.kind === "link") {
        const part = fillLink(compiled, slot);
        html.push({ ...part, text: escapeHtml(part.text) });
        exchange(slot, part);
      } else {
        const picture = pictureAt(article.file, slot.src) ?? { src: slot.src };
        html.push({ text: pictureTag(picture, slot, slot === first) });
        exchange(slot, { text: picture.src });
      }
    }
    for (const slot of unshown) {
      const found = links.resolve(article.file, slot.href);
      if ("url" in found && found.article !== undefined) exchange(slot, toAddress(compiled, slot, found));
    }
    return { html, markdown, image: findImage(compiled) };
  }

  function absoluteUrl(url: string, path: string): string {
    // A link to a draft leads nowhere, and is to look like one to a post that is not live.
    if (url === "" || url.startsWith("#")) return url;
    // Most links lead to a canonical path, in which there is nothing to resolve.
    return /^\/\w[\w/-]*$/.test(url) ? site.url + url : (URL.parse(url, site.url + path)?.href ?? url);
  }

  function fillLink(compiled: Compiled, slot: PlacedLink): Part {
    const destination = links.resolve(compiled.article.file, slot.href);
    if ("problem" in destination) {
      const { problem, kept } = destination;
      tell(kept === undefined ? "error" : "warning", compiled, slot, problem);
      return { text: kept ?? "" };
    }
    if ("asset" in destination) {
      const { asset, path, suffix } = destination;
      const other = files.get(path);
      if (other !== undefined && other !== asset) {
        const message = `link "${slot.href}" leads to ${asset}, whose path ${path} is also the path of ${other}, rename one of them`;
        tell("error", compiled, slot, message);
      }
      files.set(path, asset);
      return { text: path + suffix };
    }
    const part = toAddress(compiled, slot, destination);
    if (part.text === "" && slot.href !== "") {
      const message = `link "${slot.href}" leads to a draft or to a file with errors, so readers get no link`;
      tell("warning", compiled, slot, message);
    }
    return part;
  }

  function toAddress(compiled: Compiled, slot: PlacedLink, { url, article }: Address): Part {
    if (article === undefined) return { text: url };
    const { file } = compiled.article;
    const isPost = postFiles.has(article);
    // What leads to its own article, such as "#part", tells nobody anything.
    if ((isPost || url === "") && article !== file && slot.places.length === 0 && !slot.bare) {
      const message = `link "${slot.href}" is written in a way that can't be found again in the text, so the article's Markdown would reveal a post to come, write it on one line and without escapes`;
      tell("error", compiled, slot, message);
    }
    if (!isPost) return { text: url };
    const known = linkers.get(article) ?? [];
    known.push(file);
    linkers.set(article, known);
    return { text: url, post: article };
  }

  function tell(severity: Problem["severity"], compiled: Compiled, at: Position, message: string): void {
    report(compiled.article.file, { severity, ...placeInBody(compiled, at), message });
  }

  return {
    /** Files below the content folder that are served as they are, by path: all of `static/`, and what articles link to beside them. */
    files,
    /**
     * The HTML of a body while the posts for which `isLive` is true are live. A link to another one leads nowhere: its
     * address is not to be known yet.
     */
    html: ({ article, texts }: Compiled, isLive: IsLive): Text => {
      const values = fillings.get(article.file)?.html.map((part) => shown(part, isLive));
      return Text.derived(linkedHtml, texts, values ?? []);
    },
    /** The author's Markdown with absolute URLs. */
    markdown: ({ article, texts }: Compiled, isLive: IsLive): Text => {
      const parts = fillings.get(article.file)?.markdown ?? [];
      const edits = parts.map(({ written: { start, url }, part }) => {
        return { start, end: start + url.length, text: shown(part, isLive) };
      });
      return Text.derived(linkedMarkdown, texts, edits);
    },
    /** Files of the articles that link to a post. */
    linkersOf: (file: string): readonly string[] => linkers.get(file) ?? [],
    /** The picture that stands for an article in link previews. */
    imageOf: ({ article }: Compiled): Image | undefined => fillings.get(article.file)?.image,
  };
}

export function linkedHtml(texts: Text, values: readonly string[]): string {
  return readTexts(texts.read()).html.reduce((text, part, index) => text + (values[index - 1] ?? "") + part);
}

/** A definition that several links refer to is exchanged with each of them, and counts once. */
export const linkedMarkdown = (texts: Text, edits: readonly Edit[]): string =>
  new Edited(readTexts(texts.read()).body, edits).text;
