import { closest, distance } from "fastest-levenshtein";
import type { FieldProblem, Nearest } from "../../src/content/fields.ts";
import type { Heading } from "../../src/content/models.ts";
import { type Page, type ParseContext, parsePage, parsePost, type Post } from "../../src/content/post.ts";
import type { Site } from "../../src/content/site.ts";
import { type Position, readFrontMatter } from "./frontmatter.ts";
import { type Piece, renderMarkdown } from "./markdown.ts";
import { zoneOf } from "./zone.ts";

/** What the compilation of one file knows of the site. Other files are no part of it, so that its outcome can be kept. */
export type ArticleSettings = Pick<Site, "author" | "language" | "smartQuotes" | "timezone">;

/** What is wrong in one file; `line` and `column` count from 1 in the file. */
export interface FileProblem extends Position {
  readonly severity: "error" | "warning";
  readonly message: string;
}

/** One compiled file. Its links and pictures are still open. */
export interface Compiled<A extends Page = Post | Page> {
  readonly article: A;
  readonly pieces: readonly Piece[];
  readonly headings: readonly Heading[];
  /** Minutes that reading takes, at least 1. */
  readonly minutes: number;
  /** The beginning of the text, for posts without a description. */
  readonly excerpt: string;
  /** Where fields stand that only the whole site can judge. */
  readonly places: Readonly<Record<"slug" | "aliases" | "image", Position>>;
  /** The author's Markdown, and the line of the file on which it begins. */
  readonly body: string;
  readonly bodyLine: number;
}

export interface Outcome {
  /** Absent when there were errors. */
  readonly compiled?: Compiled;
  readonly problems: readonly FileProblem[];
}

export type Compile = (file: string, source: string) => Outcome;

/** Compiles Markdown files, those of `posts/` to posts and those of `pages/` to pages. */
export function articleCompiler(settings: ArticleSettings): Compile {
  const { resolve } = zoneOf(settings.timezone, settings.language);
  const context: ParseContext = { resolve, nearest, ...(settings.author ? { defaultAuthor: settings.author } : {}) };

  return (file, source) => {
    const matter = readFrontMatter(source.toWellFormed());
    if (!("data" in matter)) return { problems: [{ severity: "error", ...matter }] };
    const { body, bodyLine } = matter;

    const problems: FileProblem[] = [];
    const report = (problem: FieldProblem): void => {
      problems.push({ severity: problem.severity, ...matter.locate(problem), message: problem.message });
    };
    const parse = file.startsWith("posts/") ? parsePost : parsePage;
    const article = parse(file, matter.data, context, report);

    const lang = article?.lang ?? settings.language;
    const {
      pieces,
      headings,
      text,
      problems: found,
    } = renderMarkdown(body, { lang, smartQuotes: settings.smartQuotes });
    problems.push(...found.map((problem) => ({ ...problem, line: problem.line + bodyLine - 1 })));
    if (!article) return { problems };
    const placeOf = (name: string): Position => matter.locate({ path: [name] });
    const places = { slug: placeOf("slug"), aliases: placeOf("aliases"), image: placeOf("image") };
    const numbers = { minutes: minutesOf(text), excerpt: beginning(text) };
    return { compiled: { article, pieces, headings, ...numbers, places, body, bodyLine }, problems };
  };
}

/** The name that a misspelt one most likely meant: not more than a third of its letters away, or two exchanged ones. */
export const nearest: Nearest = (name, candidates) => {
  if (candidates.length === 0) return undefined;
  const found = closest(name, [...candidates]);
  return distance(name, found) <= Math.max(name.length > 3 ? 2 : 1, Math.floor(name.length / 3)) ? found : undefined;
};

// 230 words a minute (Brysbaert 2019, silent reading of English), 500 characters where words have no spaces between them.
function minutesOf(text: string): number {
  const unspaced = text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/gu)?.length ?? 0;
  const words = text.match(/[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]+/gu)?.length ?? 0;
  return Math.max(1, Math.round(words / 230 + unspaced / 500));
}

// Search engines and link previews show about 160 characters.
function beginning(text: string): string {
  if (text.length <= 160) return text;
  const cut = text.slice(0, 160);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 100)).toWellFormed()}…`;
}
