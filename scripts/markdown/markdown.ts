import type { Token } from "marked";
import { dropNotHtml } from "../../src/markup.ts";
import { defaultSite, type Policy } from "../../src/content/site.ts";
import { type Wording, wording } from "../../src/views/wording.ts";
import { positionAfter, withLineFeeds } from "../base/line-and-column.ts";
import { Excess, type FileProblem, type Position } from "../base/problems.ts";
import { findAlerts } from "./alerts.ts";
import { beginningOf } from "./beginning.ts";
import type { Body } from "./body.ts";
import { holdDefinitions } from "./destinations.ts";
import { balance } from "./whole-html/balance.ts";
import { findAnchors, listHeadings, type PlacedHeading } from "./headings.ts";
import { findLeftovers } from "./warnings/leftovers.ts";
import { findSlips } from "./warnings/slips.ts";
import { BodyLexer, optionsFor } from "./lexer/lexer.ts";
import { type Piece, type Slot, Slots } from "./slots.ts";
import { rawText } from "./plaintext.ts";
import { Positions } from "./positions.ts";
import { educate, educated } from "./quotes.ts";
import { render } from "./render-tokens.ts";

export interface MarkdownOptions {
  /** Of the text, for its quotes. */
  readonly lang: string;
  readonly smartQuotes: boolean;
  /** What the site opens, for what HTML does on its pages. */
  readonly policy?: Policy | undefined;
  /** For what stands beside the author's text, such as the heading of footnotes. English where it is absent. */
  readonly words?: Wording;
}

const inEnglish = wording(defaultSite, defaultSite.language);

/** A body in HTML, but for the URLs and pictures in it. Depends on the body alone, so that it can be cached by digest. */
export interface Rendered {
  readonly pieces: readonly Piece[];
  /** URLs that are written where nothing is shown: in definitions of references, and in footnotes that are left out. */
  readonly unshown: readonly Slot[];
  readonly headings: readonly PlacedHeading[];
  /** What a fragment can lead to: headings, footnotes, and what raw HTML gives an id or a name. */
  readonly anchors: readonly string[];
  /** What a reader sees as plain text, white space as it comes, for counts of words. */
  readonly text: string;
  /** The same of its first paragraphs, for descriptions: of those without formulas, if there are any. */
  readonly beginning: string;
  readonly problems: readonly FileProblem[];
}

/**
 * Renders CommonMark with GitHub's extensions, footnotes, alerts, definition lists and mathematics. Any text gives HTML; what looks like
 * a mistake is a problem, with its line and column in `body`.
 */
export function renderMarkdown(body: string, options: MarkdownOptions): Rendered {
  // Insecure characters (CommonMark §2.3), and halves of surrogate pairs, which UTF-8 can't carry.
  const source = withLineFeeds(body).replaceAll("\u0000", "\ufffd").toWellFormed();
  try {
    return renderSource(source, options);
  } catch (error) {
    const problem = { severity: "error", ...whyUnread(error, source) } as const;
    return { pieces: [], unshown: [], headings: [], anchors: [], text: "", beginning: "", problems: [problem] };
  }
}

function whyUnread(error: unknown, source: string): Omit<FileProblem, "severity"> {
  if (error instanceof Excess) return { ...placeOf(error, source), message: error.message };
  // Regular expressions end their stack at some 10 MB of text without a blank line, and texts end at 512 MB.
  if (!(error instanceof RangeError)) throw error;
  const message = "text is too long to be read as one piece, divide it by blank lines or into several articles";
  return { line: longestPart(source), column: 1, message };
}

/** What begins with a text is mostly the rest of the source, and else without the markers of what is around it. */
function placeOf({ at }: Excess, source: string): Position {
  if (typeof at !== "string") return at;
  const found = source.endsWith(at) ? source.length - at.length : source.indexOf(at.split("\n", 1)[0] ?? "");
  return positionAfter(source.slice(0, Math.max(0, found)));
}

/** The line on which the longest part between two blank lines begins. */
function longestPart(source: string): number {
  let [line, longest, found] = [1, 0, 1];
  for (const part of source.split("\n\n")) {
    if (part.length > longest) [longest, found] = [part.length, line + (/^\n*/.exec(part)?.[0].length ?? 0)];
    line += part.split("\n").length + 1;
  }
  return found;
}

function renderSource(source: string, { lang, smartQuotes, policy, words = inEnglish }: MarkdownOptions): Rendered {
  const options = optionsFor(source);
  const lexer = new BodyLexer(options);
  const tokens = lexer.lex(source);
  const positions = new Positions(source, tokens);
  const slots = new Slots();
  const problems: FileProblem[] = [];
  const warn = (token: Token, message: string, within?: number): void => {
    problems.push({ severity: "warning", ...positions.of(token, within), message });
  };

  findLeftovers(tokens, { source, warn });
  findSlips(tokens, { source, warn });
  if (source.includes("[!")) findAlerts(tokens);
  if (source.includes("<") && /<[a-z/!?]/i.test(source)) balance(tokens, { source, positions, warn, policy });
  const anchors = findAnchors(tokens);
  if (smartQuotes) educate(tokens, lang);
  const body: Body = {
    source,
    slots,
    positions,
    anchors,
    footnotes: lexer.footnotes,
    words,
    warn,
    educated: (text) => (smartQuotes ? educated(text, lang) : text),
  };
  const html = render(tokens, options, body);
  holdDefinitions(tokens, body);
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  const pieces = slots.cut(dropNotHtml(html));
  const headings = listHeadings(anchors, positions);
  const unshown = slots.left(pieces);
  const text = rawText(tokens);
  const beginning = beginningOf(tokens);
  return { pieces, unshown, headings, anchors: [...anchors.all], text, beginning, problems };
}
