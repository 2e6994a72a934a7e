import type { Heading } from "../../src/content/models.ts";
import type { FieldProblem } from "./fields.ts";
import { type Page, type ParseContext, parsePage, parsePost, type Post, present } from "./parse-article.ts";
import type { Site } from "../../src/content/site.ts";
import { type Position, readFrontMatter } from "./front-matter.ts";
import { type LinkSlot, type Piece, type PictureSlot, renderMarkdown, type Slot } from "../markdown/markdown.ts";
import type { Written } from "../markdown/pieces.ts";
import { nearest } from "../base/nearest.ts";
import { ownPath } from "./own-path.ts";
import { beginningOf, minutesOf } from "./reading-time.ts";
import type { Text } from "../store/text.ts";
import type { Texts } from "./article-texts.ts";
import { escapeHtml } from "../../src/markup.ts";
import { wording } from "../../src/views/wording.ts";
import { zoneOf } from "../base/zone.ts";

/** What the compilation of one file knows of the site. Other files are no part of it, so that its outcome can be kept. */
export type ArticleSettings = Pick<Site, "author" | "language" | "smartQuotes" | "timezone" | "url" | "words">;

/** What is wrong in one file; `line` and `column` count from 1 in the file. */
export interface FileProblem extends Position {
  readonly severity: "error" | "warning";
  readonly message: string;
}

/** A slot, and where the author's Markdown writes its URL: in the link itself, or in definitions of references. */
export type PlacedSlot = (Omit<LinkSlot, "written"> | Omit<PictureSlot, "written">) & {
  readonly places: readonly Written[];
};

/** What the site as a whole must know of a file. Its links and pictures are still open. */
export interface Outline<A extends Page = Post | Page> {
  readonly article: A;
  /** URLs and pictures of the body, in order. */
  readonly slots: readonly PlacedSlot[];
  /** URLs that only the Markdown of the body has. */
  readonly unshown: readonly PlacedSlot[];
  /** Of its headings those that a table of contents shows, where it is long enough to want one. */
  readonly contents?: readonly Heading[];
  /** Minutes that reading takes, at least 1. */
  readonly minutes: number;
  /** The beginning of the text where there is no description. */
  readonly excerpt: string;
  /** Where fields stand that only the whole site can judge. */
  readonly places: Readonly<Record<"slug" | "image", Position>> & {
    /** In the order of the article's aliases. */
    readonly aliases: readonly Position[];
  };
  /** The line of the file on which the body begins. */
  readonly bodyLine: number;
}

/** One compiled file. */
export interface Compiled<A extends Page = Post | Page> extends Outline<A> {
  /** Its `Texts`, as `readTexts` reads them. */
  readonly texts: Text;
  /** Digest of the file and nothing else. */
  readonly fileDigest: string;
}

/** What becomes of one file, in a form that JSON can carry. */
export interface Outcome {
  /** Absent when there were errors. */
  readonly outline?: Outline;
  readonly texts: Texts;
  readonly problems: readonly FileProblem[];
}

export type Compile = (file: string, source: string) => Outcome;

/** Compiles Markdown files, those of `posts/` to posts and those of `pages/` to pages. */
export function articleCompiler(settings: ArticleSettings): Compile {
  const { resolve } = zoneOf(settings.timezone, settings.language);
  const context: ParseContext = { resolve, nearest, ...(settings.author ? { defaultAuthor: settings.author } : {}) };

  const compile: Compile = (file, source) => {
    const problems = damagesOf(source);
    const matter = readFrontMatter(source.toWellFormed());
    if (!("data" in matter)) return { texts: noTexts, problems: [...problems, { severity: "error", ...matter }] };
    const { body, bodyLine } = matter;

    const report = (problem: FieldProblem): void => {
      problems.push({ severity: problem.severity, ...matter.locate(problem), message: problem.message });
    };
    const parse = file.startsWith("posts/") ? parsePost : parsePage;
    const article = parse(file, matter.data, context, report);

    const lang = article?.lang ?? settings.language;
    const {
      pieces,
      unshown,
      headings,
      text,
      problems: found,
    } = renderMarkdown(body, { lang, smartQuotes: settings.smartQuotes, words: wording(settings, lang) });
    problems.push(...found.map((problem) => ({ ...problem, line: problem.line + bodyLine - 1 })));
    if (!article) return { texts: noTexts, problems };
    const placeOf = (...path: readonly (string | number)[]): Position => matter.locate({ path });
    const aliases = article.aliases.map((alias) => placeOf("aliases", ...indexOf(alias, matter.data["aliases"])));
    const places = { slug: placeOf("slug"), aliases, image: placeOf("image") };
    const { html, ...slots } = apart(pieces, unshown, settings.url);
    const excerpt = article.description === undefined ? beginningOf(text) : "";
    const minutes = minutesOf(text);
    const contents = contentsOf(minutes, headings);
    return {
      outline: { article, ...slots, minutes, excerpt, places, bodyLine, ...present({ contents }) },
      texts: { html, body },
      problems,
    };
  };

  return (file, source) => {
    try {
      return compile(file, source);
    } catch (cause) {
      throw new Error(`${file} could not be compiled`, { cause }); // a bug, which is found sooner with its file
    }
  };
}

/** Where in a list of paths one stands, which may have got a slash at its beginning since. */
function indexOf(alias: string, written: unknown): [number] | [] {
  const all: readonly unknown[] = Array.isArray(written) ? written : String(written).split(",");
  const texts = all.map((each) => String(each).trim());
  const index = texts.findIndex((each) => each === alias || `/${each}` === alias);
  return index === -1 ? [] : [index];
}

/** Bytes that are not UTF-8 were read as U+FFFD. Once a file is told: where one letter is in another encoding, all are. */
function damagesOf(source: string): FileProblem[] {
  const offset = source.indexOf("\uFFFD");
  if (offset === -1) return [];
  const lines = source
    .slice(0, offset)
    .replace(/^\uFEFF/, "")
    .split(/\r\n?|\n/);
  const position = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  return [
    {
      severity: "warning",
      ...position,
      message: 'text is not UTF-8 here and is read as "\uFFFD", save the file as UTF-8',
    },
  ];
}

const noTexts: Texts = { html: [], body: "" };

// Four minutes of reading are more than a screen or two, fewer than three sections nobody looks up.
function contentsOf(minutes: number, headings: readonly Heading[]): readonly Heading[] | undefined {
  const isLong = minutes >= 4 && headings.filter(({ depth }) => depth === 2).length >= 3;
  return isLong ? headings.filter(({ depth }) => depth === 2 || depth === 3) : undefined;
}

/** Parts the slots from the texts around them. */
function apart(
  pieces: readonly Piece[],
  unshown: readonly Slot[],
  origin: string,
): Pick<Outline, "slots" | "unshown"> & Pick<Texts, "html"> {
  const definitions = Map.groupBy(unshown, urlIn);
  // A reference has its URL where that is defined.
  const placed = ({ written, ...slot }: Slot): PlacedSlot => {
    const places = written ? [written] : (definitions.get(urlIn(slot)) ?? []).flatMap((each) => each.written ?? []);
    return { ...slot, places };
  };
  const slots: PlacedSlot[] = [];
  const html: string[] = [];
  let text = "";
  for (const piece of pieces) {
    if (typeof piece === "string") text += piece;
    else if (piece.kind === "link" && isSettled(piece, origin)) text += escapeHtml(piece.href);
    else {
      slots.push(placed(piece));
      html.push(text);
      text = "";
    }
  }
  const open = unshown.filter((slot) => slot.kind === "link" && !isSettled(slot, origin));
  return { slots, unshown: open.map(placed), html: [...html, text] };
}

const urlIn = (slot: Slot): string => (slot.kind === "link" ? slot.href : slot.src);

/** Whether a link stays as it is whatever becomes of the site: an anchor of a heading and the like, or an address elsewhere. */
function isSettled({ href, written }: LinkSlot, origin: string): boolean {
  if (href.startsWith("#")) return !written;
  return /^[a-z][a-z0-9+.-]*:/i.test(href) && ownPath(href, origin) === undefined;
}
