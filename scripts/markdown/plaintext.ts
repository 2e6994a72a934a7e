import { decodeHTMLStrict } from "entities";
import { Parser } from "htmlparser2";
import type { Token } from "marked";
import { type BodyToken, cellsOf, inside, known } from "./tokens.ts";

const blockTypes = new Set(
  "paragraph heading list_item code blockquote alert footnote term definition space hr".split(" "),
);

/** The text that a reader sees, markup gone, character references resolved, white space as it comes. Formulas are their TeX. */
export function rawText(tokens: readonly Token[]): string {
  let text = "";
  for (const token of tokens) text += textOf(token);
  return text;
}

/** A text with one space wherever there is white space. */
export const collapsed = (text: string): string => text.replaceAll(/[^\S ]\s*| \s+/g, " ").trim();

export const plainText = (tokens: readonly Token[]): string => collapsed(rawText(tokens));

function textOf(token: Token): string {
  const text = ofToken(known(token));
  return blockTypes.has(token.type) || ("block" in token && token["block"] === true) ? ` ${text} ` : text;
}

function ofToken(token: BodyToken): string {
  switch (token.type) {
    case "code":
    case "codespan":
    case "math":
      return token.text;
    case "html":
      // One tag or comment when it stands in a line.
      return token.block ? textOfHtml(token.text) : /^<br\b/i.test(token.text) ? " " : "";
    case "text":
    case "escape":
      return "tokens" in token && token.tokens ? rawText(token.tokens) : charactersOf(token.text);
    case "table":
      return cellsOf(token)
        .map((cell) => ` ${rawText(cell.tokens)} `)
        .join("");
    case "br":
      return " ";
    case "link":
      return token.autolink ? token.text : rawText(token.tokens);
    default:
      return rawText(inside(token));
  }
}

const charactersOf = (text: string): string => (text.includes("&") ? decodeHTMLStrict(text) : text);

function textOfHtml(html: string): string {
  let text = "";
  let hidden = 0;
  const tag = (name: string, change: 1 | -1): void => {
    if (name === "script" || name === "style") hidden += change;
    text += " ";
  };
  const parser = new Parser({
    onopentagname: (name) => tag(name, 1),
    onclosetag: (name) => tag(name, -1),
    ontext(part) {
      if (hidden === 0) text += part;
    },
  });
  parser.end(html);
  return text;
}
