import type { TokenizerExtension } from "marked";
import temml from "temml";
import { escapeHtml } from "../../../src/markup.ts";
import type { MathToken } from "./tokens.ts";

// No formula holds an unescaped dollar, so that a search ends at the next one, whatever the text. The bounds keep the
// regular expressions' own stack small.
const block = /^ {0,3}\$\$((?:\\[^]|[^$\\]){1,20000})\$\$[ \t]*(?:\n|$)/;
const displayed = /^\$\$((?:\\[^]|[^$\\]){1,5000})\$\$/;
const quoted = /^\$`([^`\n]{1,2000})`\$/;
// Pandoc's rule, and neither does a formula begin with punctuation, nor a letter follow it: `$5 and $6`, `5$, 6$`,
// `$HOME:$PATH` and `US$5 or CA$6` stay text. Nor does it reach into a code span.
const inline = /^\$(?![\s$,;:!?)]|\.\s)((?:\\[^]|[^$\\`]){1,2000})(?<!\s)\$(?![\p{L}\p{N}$])/u;
const masked =
  /(?<![\p{L}\p{N}$\\])(?:\$\$(?:\\[^]|[^$\\]){1,5000}\$\$|\$(?![\s$,;:!?)]|\.\s)(?:\\[^]|[^$\\`]){1,2000}(?<!\s)\$(?![\p{L}\p{N}$]))/gu;

export const mathBlock: TokenizerExtension = {
  name: "mathBlock",
  level: "block",
  start(src) {
    for (const { 0: found, index } of src.matchAll(/\n(?:\n| {0,3}\$\$)/g)) {
      if (found === "\n\n") return undefined; // the paragraph ends
      if (readBlock(src.slice(index + 1))) return index + 1;
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
  tokenizer(src, before): MathToken | undefined {
    if (!src.startsWith("$") || /[\p{L}\p{N}$]$/u.test(before.at(-1)?.raw.slice(-2) ?? "")) return undefined;
    const match = displayed.exec(src) ?? quoted.exec(src) ?? inline.exec(src);
    const [raw, tex = ""] = match ?? [];
    if (raw === undefined || tex.trim() === "") return undefined;
    return { type: "math", raw, text: tex.trim(), display: raw.startsWith("$$"), block: false };
  },
};

/** Hides formulas from the search for emphasis, as marked does with code: same length, no `*` or `_`. */
export const maskMath = (src: string): string => src.replace(masked, (formula) => "a".repeat(formula.length));

/** MathML of a formula, or what is wrong with its TeX. */
export function renderMath(tex: string, display: boolean): { html: string } | { problem: string } {
  try {
    const math = temml.renderToString(tex, { displayMode: display, throwOnError: true, trust: false });
    return { html: withoutStyles(math).replace("<math", `<math alttext="${escapeHtml(tex)}"`) };
  } catch (error) {
    if (error instanceof RangeError) return { problem: "it is nested too deeply" };
    const text = error instanceof Error ? error.message : String(error);
    return {
      problem: text
        .replace(/^ParseError:?\s*/i, "")
        .replace(/ at (?:position|end of input)[^]*$/, "")
        .trim(),
    };
  }
}

/**
 * A strict Content-Security-Policy forbids `style` attributes, and MathML Core needs few of temml's: alignment is in the
 * classes `tml-left` and `tml-right` too, and a colour has its own attribute. Classes for one browser alone go as well.
 */
function withoutStyles(math: string): string {
  return math
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) => {
      const colour = /(?:^|;)\s*color:\s*([^;]+)/.exec(style)?.[1];
      return colour ? ` mathcolor="${colour.trim()}"` : "";
    })
    .replaceAll(/ class="([^"]*)"/g, (_, names: string) => {
      const kept = names
        .split(" ")
        .filter((name) => !/^(?:tml-(?:sml|med|lrg)-pad|tml-display|(?:wbk|chr|ff)-.*)$/.test(name));
      return kept.length > 0 ? ` class="${kept.join(" ")}"` : "";
    });
}
