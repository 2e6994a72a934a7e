import { Parser } from "htmlparser2";

/** An element of MathML that is still open, and what its children say. */
interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly said: string[];
}

/**
 * A formula on one line, as people type it: `a/b < √2`, `x² + y₁`. Undefined where a line can't say it: matrices, equations below each
 * other, what is struck or boxed, marks above letters.
 *
 * @param mathml as `renderMath` gives it
 */
export function formulaText(mathml: string): string | undefined {
  const open: Open[] = [{ name: "", attributes: {}, said: [] }];
  let isSaid = true;
  const parser = new Parser({
    onopentag: (name, attributes) => open.push({ name, attributes, said: [] }),
    ontext: (text) => open.at(-1)?.said.push(text),
    onclosetag() {
      const element = open.pop();
      const said = element && saidBy(element);
      if (said === undefined) isSaid = false;
      else open.at(-1)?.said.push(said);
    },
  });
  parser.end(mathml);
  const text = open[0]?.said
    .join("")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/([([{]) | (?=[)\]},])/g, "$1")
    .trim();
  return isSaid && text !== "" ? text : undefined;
}

function saidBy({ name, attributes, said }: Open): string | undefined {
  const [base = "", first = "", second = ""] = said;
  switch (name) {
    case "math":
    case "mrow":
    case "mstyle":
    case "mpadded":
    case "mtext":
    case "mn":
      return said.join("");
    case "mi":
      // A letter, or the name of a function.
      return /^\p{L}{2,}$/u.test(base) ? ` ${base} ` : base;
    case "mo":
      return operator(said.join("").replaceAll(/[\u2061-\u2064]/g, ""), attributes);
    case "mspace":
      return " ";
    case "mphantom":
      return "";
    case "mfrac":
      return attributes["linethickness"] === undefined ? ` ${grouped(base)}/${grouped(first)} ` : undefined;
    case "msqrt":
      return `√${grouped(said.join(""))}`;
    case "msup":
      return base + raised(first, superscripts, "^") + gap(base);
    case "msub":
      return base + raised(first, subscripts, "_") + gap(base);
    case "msubsup":
      return base + raised(first, subscripts, "_") + raised(second, superscripts, "^") + gap(base);
    default:
      return undefined;
  }
}

/** Signs between two things stand apart from them, and so do those that TeX sets apart. */
function operator(sign: string, { lspace, form }: Open["attributes"]): string {
  if (sign === "′") return sign;
  const isBetween = form === undefined && (apart.test(sign) || Number.parseFloat(lspace ?? "0") > 0);
  return isBetween || sign === "," || sign === ";" ? `${isBetween ? " " : ""}${sign} ` : sign;
}

const apart = /^[=<>≤≥≠≈≡∼≅∝→←↔⇒⇐⇔↦∈∉∋⊂⊆⊃⊇∪∩∧∨+−±∓×÷⋅∗∘|∣:]$/u;

/** In parentheses, unless it is one thing anyway: a number, or a letter with what stands above and below it. */
const grouped = (said: string): string => {
  const text = said.trim();
  return /^(?:[\d.]+|√?\p{L}[\u2070-\u209f²³¹′]*|√?\d+)$/u.test(text) ? text : `(${text})`;
};

/** Behind the limits of a sum or an integral. */
const gap = (sign: string): string => (/^[∑∏∫∮⋃⋂]$/u.test(sign) ? " " : "");

/** Above or below the line, with the letters that Unicode has for that, else after a sign. */
function raised(said: string, letters: ReadonlyMap<string, string>, sign: string): string {
  const text = said.trim();
  const all = Array.from(text.replaceAll(" ", ""), (letter) => letters.get(letter));
  return all.every((letter) => letter !== undefined)
    ? all.join("")
    : `${sign}${text.length === 1 ? text : `(${text})`}`;
}

const pairs = (from: string, to: string): ReadonlyMap<string, string> => {
  const others = Array.from(to);
  return new Map(Array.from(from, (letter, index) => [letter, others[index] ?? letter]));
};
const superscripts = pairs("0123456789+−=()ni′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ′");
const subscripts = pairs("0123456789+−=()aeioxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢₒₓₕₖₗₘₙₚₛₜ");
