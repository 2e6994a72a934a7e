import type { Token } from "marked";
import { cellsOf, isLine, known, visit } from "./tokens.ts";

/** Opening and closing outer quotes, opening and closing inner ones. */
type Quotes = readonly [string, string, string, string];

const english: Quotes = ["“", "”", "‘", "’"];
// After the delimiters of Unicode CLDR 47; French has the inner quotes of the Imprimerie nationale. Its guillemets have narrow
// no-break spaces, so that no line begins or ends with one alone.
const styles: readonly (readonly [languages: string, quotes: Quotes])[] = [
  ["da en pt", english],
  ["bg cs de et hr is lt sk sl sr", ["„", "“", "‚", "‘"]],
  ["de-ch de-li", ["«", "»", "‹", "›"]],
  ["ca el es it pt-pt", ["«", "»", "“", "”"]],
  ["fi sv", ["”", "”", "’", "’"]],
  ["fr", ["«\u202f", "\u202f»", "“", "”"]],
  ["fr-ch", ["«\u202f", "\u202f»", "‹\u202f", "\u202f›"]],
  ["hu", ["„", "”", "»", "«"]],
  ["nb nn no", ["«", "»", "‘", "’"]],
  ["pl ro", ["„", "”", "«", "»"]],
  ["ru uk", ["«", "»", "„", "“"]],
];
const byLanguage = new Map(styles.flatMap(([languages, quotes]) => languages.split(" ").map((each) => [each, quotes])));

// Languages that write with other marks, which their keyboards have: straight ones there stand in foreign text or code, or within
// words as Hebrew's gershayim.
const untouched = new Set(["he", "ja", "ko", "yi", "zh"]);

const apostrophe = "’";
// What an apostrophe shortens at its start: the '90s, 'tis.
const apostropheFirst = /^(?:\d|(?:tis|twas|em|til|cause|n')(?!\p{L}))/iu;
const word = /[\p{L}\p{N}]/u;
// What an opening quote may follow: nothing, space, an opening bracket or a dash.
const beforeOpening = /^$|[\s([{<\u2013\u2014\-/=¿¡]/u;

/** Makes quotes, dashes and ellipses of the text typographic, in place. Code, formulas, HTML and bare URLs stay as they are. */
export function educate(tokens: readonly Token[], lang: string): void {
  const signs = signsOf(lang);
  if (!signs) return;
  visit(tokens, (token) => {
    const lines = token.type === "table" ? cellsOf(token) : isLine(token) ? [token] : [];
    for (const line of lines) educateInline(line.tokens ?? [], { ...signs, before: "", inner: 0 });
  });
}

/** The same for a text without markup, such as a title. What stands between backticks is code here too. */
export function educated(text: string, lang: string): string {
  const signs = signsOf(lang);
  if (!signs) return text;
  const run: Run = { ...signs, before: "", inner: 0 };
  const parts = text.split(/(`[^`]+`)/);
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return educateText(part, run, parts[index + 1]?.charAt(0) ?? "");
      run.before = "x"; // a word to what follows
      return part;
    })
    .join("");
}

/** How a language is written; nothing where marks stay as they are. */
interface Signs {
  readonly quotes: Quotes;
  /** Whether spaces stand before `;` and the like, at which no line may break. */
  readonly spaced: boolean;
}

function signsOf(lang: string): Signs | undefined {
  const tag = lang.toLowerCase();
  const base = tag.split("-", 1)[0] ?? "";
  if (untouched.has(base)) return undefined;
  return { quotes: byLanguage.get(tag) ?? byLanguage.get(base) ?? english, spaced: base === "fr" };
}

interface Run extends Signs {
  /** The character before, over the borders of tokens; a space for an opening quote, a bracket for a closing one. */
  before: string;
  /** Inner quotations that are open. */
  inner: number;
}

function educateInline(tokens: readonly Token[], run: Run): void {
  for (const [index, other] of tokens.entries()) {
    const token = known(other);
    if (token.type === "text" && token.escaped !== true) {
      token.text = educateText(token.text, run, firstChar(tokens[index + 1]));
    } else if (token.type === "br") {
      run.before = " ";
    } else if ("tokens" in token && !(token.type === "link" && token.autolink === true) && token.type !== "image") {
      educateInline(token.tokens ?? [], run);
    } else if (token.type !== "html") {
      run.before = "x"; // code and the like are words to what follows
    }
  }
}

/** What follows a text: the first character of the next token, as far as it is known. */
function firstChar(token: Token | undefined): string {
  if (token === undefined || token.type === "br") return " ";
  if ("tokens" in token && token.tokens?.[0]) return firstChar(token.tokens[0]);
  return token.type === "text" ? token.raw.charAt(0) : "x";
}

function educateText(text: string, run: Run, after: string): string {
  const lead = /[-.]/.test(run.before) ? "" : run.before;
  const whole = `${lead}${text}`;
  if (!mayChange.test(whole)) {
    run.before = whole.slice(-1) || run.before;
    return run.spaced ? spaced(text) : text;
  }
  const dashed = whole
    .replaceAll(/(?<!-)---(?!-)/g, "—")
    // `--save` is an option on a command line, four and more are drawing.
    .replaceAll(/(?<!-|(?:^|\s)(?=--\p{L}))--(?![->])/gu, "–")
    .replaceAll(/(?<!\.)\.{3}(?!\.)/g, "…");
  let done = "";
  let from = 0;
  for (const { 0: mark, index } of dashed.matchAll(/["']/g)) {
    // The signs themselves don't tell: “ opens in English and closes in German.
    if (index > from) run.before = dashed.charAt(index - 1);
    done += dashed.slice(from, index) + quote(mark, `${dashed.slice(index + 1, index + 8)}${after}`, run);
    from = index + 1;
  }
  if (from < dashed.length) run.before = dashed.slice(-1);
  const quoted = (done + dashed.slice(from)).slice(lead.length);
  return run.spaced ? spaced(quoted) : quoted;
}

// Most texts have none of these.
const mayChange = /["']|--|\.{3}/;

/** Keeps the signs of French on the line of their words: narrow spaces, and a wide one before a colon. */
const spaced = (text: string): string => text.replaceAll(/ (?=[;!?»])|(?<=«) /g, "\u202f").replaceAll(" :", "\u00a0:");

/** The sign for a mark, which becomes what stands before the next one. */
function quote(mark: string, following: string, run: Run): string {
  const [open, close, openInner, closeInner] = run.quotes;
  const { before } = run;
  const opens = beforeOpening.test(before) && /^\S/.test(following);
  run.before = opens ? " " : ")";
  if (mark === '"') return opens ? open : close;
  const inWord = word.test(before) && word.test(following.charAt(0));
  if (inWord || (opens && apostropheFirst.test(following))) return apostrophe;
  if (opens) {
    run.inner += 1;
    return openInner;
  }
  // Without a quotation to end it is the apostrophe of a plural: the readers' choice.
  if (run.inner === 0) return apostrophe;
  run.inner -= 1;
  return closeInner;
}
