import type { TokenizerExtension } from "marked";
import temml from "temml";
import { escapeHtml } from "../../../src/markup.ts";
import type { BodyLexer } from "../lexer/lexer.ts";
import type { MathToken } from "../tokens.ts";

// No formula contains an unescaped dollar, so that a search ends at the next one, whatever the text. The bounds keep the
// regular expressions' own stack small.
const block = /^ {0,3}\$\$((?:\\[^]|[^$\\]){1,20000})\$\$[ \t]*(?:\n|$)/;
const displayed = /^\$\$((?:\\[^]|[^$\\]){1,5000})\$\$/;
const quoted = /^\$`([^`\n]{1,2000})`\$/;
// Pandoc's rule, and neither does a formula begin with punctuation, nor a letter or brace follow it: `$5 and $6`, `5$, 6$`,
// `$HOME:$PATH`, `$(libdir)/${x}` and `US$5 or CA$6` stay text. Nor does it reach into a code span.
const inline = /^\$(?![\s$,;:!?)]|\.\s)((?:\\[^]|[^$\\`]){1,2000})(?<!\s)\$(?![\p{L}\p{N}$]|\\*\{)/u;
const masked =
  /(?<![\p{L}\p{N}$\\])(?:\$\$(?:\\[^]|[^$\\]){1,5000}\$\$|\$(?![\s$,;:!?)]|\.\s)(?:\\[^]|[^$\\`]){1,2000}(?<!\s)\$(?![\p{L}\p{N}$]|\\*\{))/gu;

// Marks of formulas in one paragraph that begin none.
const mostTries = 100;

export const mathBlock: TokenizerExtension = {
  name: "mathBlock",
  level: "block",
  start(src) {
    if (!this.lexer.state.top) return undefined; // there is no paragraph to be parted
    const { ends } = this.lexer as BodyLexer;
    let at = 0;
    for (let left = mostTries; left > 0; left--) {
      const next = ends.next(String.raw`\n(?:\n| {0,3}\$\$)`, src, at);
      if (next === undefined || src[next + 1] === "\n") return undefined; // the paragraph ends
      if (readBlock(src.slice(next + 1))) return next + 1;
      at = next + 1;
    }
    return undefined;
  },
  tokenizer: readBlock,
};

function readBlock(src: string): MathToken | undefined {
  const [raw, tex = ""] = block.exec(src) ?? [];
  const text = tex.trim();
  if (raw === undefined || text === "" || /\n[ \t]*\n/.test(text)) return undefined;
  return { type: "math", raw, text, display: true, block: true };
}

export const mathInline: TokenizerExtension = {
  name: "mathInline",
  level: "inline",
  start(src) {
    // Text ends here for the tokenizer to have a look; not searching further keeps long lines linear.
    const at = src.slice(0, 4096).indexOf("$");
    return at === -1 && src.length > 4096 ? 4096 : at;
  },
  tokenizer(src): MathToken | undefined {
    if (!src.startsWith("$") || this.lexer.state.inRawBlock) return undefined;
    const { text: run } = (this.lexer as BodyLexer).run;
    const start = run.length - src.length;
    if (/[\p{L}\p{N}$]$/u.test(run.slice(Math.max(0, start - 2), start))) return undefined;
    const match = displayed.exec(src) ?? quoted.exec(src) ?? inline.exec(src);
    const [raw, tex = ""] = match ?? [];
    if (raw === undefined || tex.trim() === "") return undefined;
    return { type: "math", raw, text: tex.trim(), display: raw.startsWith("$$"), block: false };
  },
};

/** Hides formulas from the search for emphasis, as marked does with code: same length, no `*` or `_`. */
export const maskMath = (src: string): string =>
  src.includes("$") ? src.replace(masked, (formula) => "a".repeat(formula.length)) : src;

/** MathML of a formula, or what is wrong with its TeX. */
export function renderMath(tex: string, display: boolean): { html: string } | { problem: string } {
  try {
    const math = temml.renderToString(tex, { displayMode: display, throwOnError: true, trust: false });
    // temml leaves the numbers to a script in the browser.
    if (math.includes('class="tml-ref"')) return { problem: "\\ref has no numbers to refer to" };
    const [, unseen] = /class="(longdiv|phasor|actuarial|textcircle)\b/.exec(math) ?? [];
    if (unseen !== undefined) return { problem: `${marks[unseen] ?? unseen} has no form here` };
    const clean = math.replaceAll(/<([a-z]+)((?: [a-z-]+="[^"]*")+)>/g, cleanTag);
    return { html: clean.replace("<math", `<math alttext="${escapeHtml(tex)}"`) };
  } catch (error) {
    if (error instanceof RangeError) return { problem: "nested too deeply" };
    // Other errors are temml's own, and of no help.
    if (!(error instanceof Error && error.name.startsWith("ParseError"))) return { problem: "more than temml can do" };
    return { problem: error.message.replace(/ at (?:position|end of input)[^]*$/, "").trim() };
  }
}

/** Marks that MathML Core can't draw, and for which the stylesheet would need more rules than they are worth. */
const marks: Readonly<Record<string, string>> = {
  longdiv: "\\longdiv",
  phasor: "\\phase",
  actuarial: "\\angl",
  textcircle: "\\textcircled",
};

/** Whether MathML may be wider than a phone: twenty letters and signs are about as wide as its column. */
export const mayScroll = (mathml: string): boolean => mathml.replaceAll(/<[^>]*>/g, "").length > 20;

// For the sake of one browser's fonts each.
const needlessClass = /^(?:tml-(?:sml|med|lrg)-pad|tml-display|(?:wbk|chr|ff)-.*)$/;

/** Classes of ours for what temml says by a `style`, by patterns of its declarations. */
const styles: readonly (readonly [RegExp, string])[] = [
  [/(?:^|;)border:/, "tml-fbox"],
  [/(?:^|;)border-top:/, "tml-line-t"],
  [/(?:^|;)border-right:/, "tml-line-r"],
  [/(?:^|;)border-bottom:/, "tml-line-b"],
  [/(?:^|;)border-left:/, "tml-line-l"],
  [/(?:^|;)width:100%/, "tml-wide"],
  [/(?:^|;)width:50%/, "tml-half"],
];

/**
 * A strict Content-Security-Policy forbids `style` attributes: classes say what they would of lines and boxes, and a
 * colour has its own attribute. Alignment is in the classes `tml-left` and `tml-right` too.
 */
function cleanTag(_: string, name: string, attributes: string): string {
  let tag = `<${name}`;
  const classes: string[] = [];
  for (const [attribute, key = "", value = ""] of attributes.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
    if (key === "class") {
      classes.push(...value.split(" ").filter((each) => !needlessClass.test(each)));
    } else if (key === "style") {
      const colour = /(?:^|;)color:([^;]+)/.exec(value)?.[1];
      if (colour !== undefined && colour !== "undefined") tag += ` mathcolor="${colour.trim()}"`;
      for (const [pattern, of] of styles) if (pattern.test(value)) classes.push(of);
    } else if (name !== "mrow" || (key !== "scriptlevel" && key !== "displaystyle")) {
      tag += attribute; // the two belong to mstyle in MathML 3, which validators still go by
    }
  }
  return `${tag}${classes.length > 0 ? ` class="${classes.join(" ")}"` : ""}>`;
}
