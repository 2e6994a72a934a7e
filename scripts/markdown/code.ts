import { decodeHTMLStrict } from "entities";
import hljs from "highlight.js/lib/common";
import clojure from "highlight.js/lib/languages/clojure";
import cmake from "highlight.js/lib/languages/cmake";
import dart from "highlight.js/lib/languages/dart";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import elixir from "highlight.js/lib/languages/elixir";
import haskell from "highlight.js/lib/languages/haskell";
import http from "highlight.js/lib/languages/http";
import ini from "highlight.js/lib/languages/ini";
import latex from "highlight.js/lib/languages/latex";
import nginx from "highlight.js/lib/languages/nginx";
import nix from "highlight.js/lib/languages/nix";
import powershell from "highlight.js/lib/languages/powershell";
import scala from "highlight.js/lib/languages/scala";
import { escapeHtml } from "../../src/markup.ts";

// Beside those that highlight.js takes for common.
const further = { clojure, cmake, dart, dockerfile, elixir, haskell, http, latex, nginx, nix, powershell, scala };
for (const [name, language] of Object.entries(further)) hljs.registerLanguage(name, language);

// A name with dots in it may go on over any number of lines there, which is looked at again from each of its parts.
hljs.registerLanguage("ini", (core) => {
  const language = ini(core);
  for (const mode of language.contains)
    if (typeof mode === "object" && typeof mode.begin === "string")
      mode.begin = mode.begin.replaceAll(String.raw`\s*\.\s*`, String.raw`[ \t]*\.[ \t]*`);
  return language;
});

// Longer code is data. Highlighting it takes long and makes it many times larger.
const longestHighlighted = 100_000;

// Rules for words and numbers look from each character to the end of the line, and those for types over all words that follow each
// other with nothing but space between them.
const longestLine = 1000;
const longestWords = 2000;

/** What the info string after a fence says (CommonMark §4.5 leaves all but the first word open). */
export interface Fence {
  /** The first word, as it is written; empty when there is none. */
  readonly language: string;
  readonly title?: string;
  /** First and last of each run of highlighted lines, from 1. */
  readonly marked: readonly (readonly [number, number])[];
}

/** Reads `ts title="a.ts" {1,3-5}`, Hugo's `ts {hl_lines=[1,"3-5"],filename="a.ts"}` and Zola's `ts,linenos,hl_lines=1 3-5`. */
export function parseInfo(info: string): Fence {
  const text = decodeHTMLStrict(info);
  const language = /^[^\s{,]*/.exec(text)?.[0] ?? "";
  const rest = text.slice(language.length);
  const titled =
    /(?:^|[\s{,])(?:title|filename|file|name)\s*=\s*(?:"(?<title>[^"]*)"|'(?<title>[^']*)'|(?<title>[^\s,}]+))/i;
  const title = titled.exec(rest)?.groups?.["title"];
  const listed =
    /hl_lines\s*=\s*(?:\[(?<lines>[^\]]*)\]|"(?<lines>[^"]*)"|'(?<lines>[^']*)'|(?<lines>\d[\d\s-]*))/i.exec(rest) ??
    /\{(?<lines>[\d\s,-]+)\}/.exec(rest);
  const ranges = listed?.groups?.["lines"] ?? "";
  const marked = [...ranges.matchAll(/(\d+)(?:\s*-\s*(\d+))?/g)].map(
    ([, first, last]) => [Number(first), Number(last ?? first)] as const,
  );
  return { language, marked, ...(title ? { title } : {}) };
}

/** HTML of a code block. Any language that isn't known is plain text; `pre` takes focus, so that long lines scroll by keyboard. */
export function renderCode(code: string, fence: Fence): string {
  const text = code === "" || code.endsWith("\n") ? code : `${code}\n`;
  const language = fence.language === "" ? "" : ` class="language-${escapeHtml(fence.language)}"`;
  const lines = markLines(highlight(text, fence.language), fence.marked);
  const block = `<pre tabindex="0"><code${language}>${lines}</code></pre>\n`;
  if (fence.title === undefined) return block;
  return `<figure class="code">\n<figcaption>${escapeHtml(fence.title)}</figcaption>\n${block}</figure>\n`;
}

const isData = (code: string): boolean =>
  code.length > longestHighlighted || (code.length > longestLine && hasLongPart(code));

const hasLongPart = (code: string): boolean =>
  code.split("\n").some((line) => line.length > longestLine) ||
  code.split(/[^\s\w]+/).some((words) => words.length > longestWords);

function highlight(code: string, language: string): string {
  if (!hljs.getLanguage(language) || isData(code)) return escapeHtml(code);
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}

/** Puts the marked lines into `<mark class="line">`, line ends included, and cuts the spans that reach over their ends. */
function markLines(html: string, marked: Fence["marked"]): string {
  if (marked.length === 0) return html;
  const open: string[] = [];
  const lines = html.split(/(?<=\n)/).map((line, index) => {
    const before = open.join("");
    for (const [tag] of line.matchAll(/<span[^>]*>|<\/span>/g)) {
      if (tag === "</span>") open.pop();
      else open.push(tag);
    }
    const whole = before + line + "</span>".repeat(open.length);
    const isMarked = marked.some(([first, last]) => first <= index + 1 && index + 1 <= last);
    return isMarked ? `<mark class="line">${whole}</mark>` : whole;
  });
  return lines.join("");
}
