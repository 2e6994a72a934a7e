import GithubSlugger, { slug } from "github-slugger";
import type { Token, Tokens } from "marked";
import { BodyLexer, optionsFor } from "../../markdown/lexer/lexer.ts";
import { plainText } from "../../markdown/plaintext.ts";
import { Positions } from "../../markdown/positions.ts";
import { visit } from "../../markdown/tokens.ts";
import { tagsOf } from "../../markdown/whole-html/scan.ts";

interface Heading {
  readonly line: number;
  readonly old: string;
  readonly words: string;
  /** It has an id of its own in the text. */
  readonly named: boolean;
}

const ownId = /[ \t]*\{:?[ \t]*(?:#[^{}]*|\.[^{}]*)\}[ \t]*$/;

/**
 * Gives those headings the id that they had on the old site that would have another here, so that links from elsewhere still
 * lead to them. `headingId` makes the old id, without a number for the second of its kind.
 */
export function keepAnchors(body: string, headingId: (markdown: string, words: string) => string): string {
  if (!/^[ \t>]*#|^[ \t]*(?:=+|-+)[ \t]*\r?$/m.test(body)) return body;
  const headings = headingsOf(body, headingId);
  const explicit = new Set<Heading>();
  // An id that is taken makes the next of its kind another one, so it takes more than one look.
  for (let changed = true; changed;) {
    changed = false;
    const slugger = new GithubSlugger();
    for (const { old, named } of [...headings.filter((each) => each.named), ...explicit])
      if (named || old) slugger.occurrences[old] = 0;
    for (const heading of headings) {
      if (heading.named || explicit.has(heading) || heading.words === "") continue;
      if (slugger.slug(slug(heading.words) || "section") === heading.old || !sayable.test(heading.old)) continue;
      explicit.add(heading);
      changed = true;
      break;
    }
  }
  if (explicit.size === 0) return body;
  const lines = body.split("\n");
  for (const { line, old } of explicit) {
    const [, text = "", end = ""] = /^(.*?)(?:[ \t]+#+)?[ \t]*(\r?)$/.exec(lines[line] ?? "") ?? [];
    lines[line] = `${text} {#${old}}${end}`;
  }
  return lines.join("\n");
}

const sayable = /^[\p{L}\p{M}\p{N}_.:-]+$/u;

function headingsOf(body: string, headingId: (markdown: string, words: string) => string): Heading[] {
  const source = body.replace(/\r\n?/g, "\n");
  const tokens = new BodyLexer(optionsFor(source)).lex(source);
  const positions = new Positions(source, tokens);
  const counts = new Map<string, number>();
  const found: Heading[] = [];
  visit(tokens, (token) => {
    for (const id of idsIn(token)) counts.set(id, 0);
    if (token.type !== "heading") return;
    const { text, tokens: inner, raw } = token;
    const own = /\{:?[ \t]*#(?<id>[^\s{}]+)/.exec(ownId.exec(text)?.[0] ?? "")?.groups?.["id"];
    const words = plainText(inner).replace(ownId, "");
    const id = own ?? headingId(text.replace(ownId, ""), words);
    const count = counts.get(id);
    counts.set(id, (count ?? -1) + 1);
    const old = own !== undefined || count === undefined ? id : `${id}-${count + 1}`;
    if (old !== id) counts.set(old, counts.get(old) ?? 0);
    // The line with the words; an underlined heading may have several.
    const line = positions.of(token).line - 1 + (/^ {0,3}#/.test(raw) ? 0 : text.split("\n").length - 1);
    found.push({ line, old, words, named: own !== undefined });
  });
  return found;
}

const idsIn = (token: Token): string[] =>
  token.type === "html"
    ? tagsOf((token as Tokens.HTML).text)
        .flatMap(({ attributes }) => attributes)
        .flatMap(({ name, spelled }) => (name === "id" ? [spelled] : []))
    : [];
