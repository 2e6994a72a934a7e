import type { Token } from "marked";
import { escapeHtml } from "../../src/markup.ts";
import { formulaText } from "./math/formula-text.ts";
import { renderMath } from "./math/math.ts";
import { rawText } from "./plaintext.ts";
import { inside, known } from "./tokens.ts";

/**
 * The words at the beginning of a text, more of them than a description takes: those of its paragraphs; in a text without paragraphs
 * those of lists, headings and quotations. Tables, code and formulas that can't be typed in a line have no part in it, as their form
 * says what they say, and neither has a line that announces one, such as "As a table:".
 */
export function beginningOf(tokens: readonly Token[]): string {
  const leads = tokens.filter(({ type }) => type !== "space");
  const formless = new Set(["table", "code", "math"]);
  const isLead = (token: Token, index: number): boolean =>
    formless.has(leads[index + 1]?.type ?? "") && token.raw.trimEnd().endsWith(":");
  const paragraphs = leads.filter((token, index) => token.type === "paragraph" && !isLead(token, index));
  const others = leads.filter(({ type }) => !formless.has(type));
  return textOf(paragraphs) || textOf(others);
}

function textOf(tokens: readonly Token[]): string {
  let text = "";
  for (const token of tokens) {
    const said = withoutMath([token]);
    if (said !== undefined) text += rawText(said);
    if (text.length > enough) break;
  }
  return text;
}

const enough = 4000; // characters, some of them white space

/** The same tokens with formulas as people type them; undefined where a line can't say one of them. */
function withoutMath(tokens: readonly Token[]): Token[] | undefined {
  const said = tokens.map((token): Token | undefined => {
    const each = known(token);
    if (each.type === "math") {
      const math = renderMath(each.text, each.display);
      const text = "html" in math && !each.block ? formulaText(math.html) : undefined;
      return text === undefined ? undefined : { type: "text", raw: text, text: escapeHtml(text) };
    }
    if (!inside(each).some(hasMath)) return token;
    // Items of lists have what they say in a property of another name.
    const children = withoutMath(inside(each));
    return children && { type: "paragraph", raw: token.raw, text: "", tokens: children };
  });
  return said.every((each) => each !== undefined) ? said : undefined;
}

const hasMath = (token: Token): boolean => token.type === "math" || inside(known(token)).some(hasMath);
