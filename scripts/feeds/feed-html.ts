import { Parser } from "htmlparser2";
import { escapeHtml } from "../../src/markup.ts";
import type { Text } from "../store/text.ts";
import { directionOf } from "../../src/views/language.ts";
import { formulaText } from "../markdown/math/formula-text.ts";
import { absoluteAttribute } from "./absolute-urls.ts";
import { type Events, readPlainHtml, voidElements } from "./plain-html.ts";

type Attributes = Readonly<Record<string, string>>;

/** An element that is still open, with what has been written of its inside. The outermost is not an element and has no parent. */
interface Open {
  readonly name: string;
  readonly attributes: Attributes;
  readonly parent?: Open;
  inside: string;
}

/**
 * The HTML of a post as feed readers can show it: every URL absolute (those within the page lead to `baseUrl`, the post's own URL),
 * no classes, ids, scripts and anchors that only work on our page, pictures as plain `<img>`, formulas as people type them, or as TeX where no line can say one.
 * Text that runs from right to left says so, since readers don't look at the feed's language for that.
 */
export function feedHtml(html: Text, baseUrl: string, language: string): string {
  const source = html.read();
  const plain = new Writer(baseUrl);
  const inside = readPlainHtml(source, plain) ? plain.inside : parsed(source, new Writer(baseUrl));
  if (directionOf(language) === "ltr" || inside === "") return inside;
  // Code runs from left to right, which our page says by its style.
  const text = inside.replaceAll("<pre>", '<pre dir="ltr">');
  return `<div lang="${escapeHtml(language)}" dir="rtl">${text}</div>`;
}

function parsed(html: string, writer: Writer): string {
  // The parser closes every element that it opens, void ones too, and so never the outermost.
  const parser = new Parser({
    onopentag: (name, attributes) => writer.open(name, attributes),
    onclosetag: () => writer.close(),
    ontext: (text) => writer.text(escapeText(text)),
  });
  parser.end(html);
  return writer.inside;
}

/** Writes what it hears of an article as readers can show it. */
class Writer implements Events {
  readonly #base: string;
  #open: Open = { name: "", attributes: {}, inside: "" };

  constructor(base: string) {
    this.#base = base;
  }

  /** All that was written, once every element is closed. */
  get inside(): string {
    return this.#open.inside;
  }

  open(name: string, attributes: Attributes): void {
    this.#open = { name, attributes, parent: this.#open, inside: "" };
  }

  text(escaped: string): void {
    this.#open.inside += escaped;
  }

  close(): void {
    const { parent = this.#open } = this.#open;
    parent.inside += written(this.#open, parent.name, this.#base);
    this.#open = parent;
  }
}

/** An element as readers can show it: without attributes of our page, or only what is in it, or a text in its place. */
function written({ name, attributes, inside }: Open, parent: string, base: string): string {
  const classes = attributes["class"]?.split(/\s+/) ?? [];
  if (unwelcome.has(name)) return "";
  if (name === "source" && parent === "picture") return "";
  if (name === "a" && classes.includes("anchor") && headings.has(parent)) return "";
  if (name === "svg" && attributes["aria-hidden"] === "true") return "";
  // Most readers drop MathML, and with it the formula; some show the bare letters of it, which mean something else.
  if (name === "math" && attributes["alttext"]) {
    const text = formulaText(inside);
    return text === undefined ? `<code>${escapeText(attributes["alttext"])}</code>` : escapeText(text);
  }
  // The boxes of a task list: readers drop form controls.
  if (name === "input" && attributes["type"] === "checkbox") return "checked" in attributes ? "☑" : "☐";
  // What our page tells by colours and borders.
  if (name === "div" && classes.includes("alert")) return `<blockquote>${inside}</blockquote>`;
  if (name === "p" && classes.includes("alert-title")) return `<p><strong>${inside}</strong></p>`;
  if (name === "div" && classes.includes("table")) return inside;

  const kept = keptAttributes(name, attributes, base);
  if (wrappers.has(name) || (kept === "" && pointless.has(name))) return inside;
  const text = headings.has(name) ? inside.trimEnd() : inside; // where the anchor was
  return voidElements.has(name) ? `<${name}${kept}>` : `<${name}${kept}>${text}</${name}>`;
}

function keptAttributes(element: string, attributes: Attributes, base: string): string {
  const kept = new Map<string, string>();
  for (const [name, value] of Object.entries(attributes)) {
    const align = name === "class" && cells.has(element) && /\balign-(left|center|right)\b/.exec(value)?.[1];
    if (align) kept.set("align", align);
    if (ofOurPage.test(name) || !/^[a-z][\w:.-]*$/i.test(name)) continue;
    const absolute = absoluteAttribute(element, name, value, base);
    if (absolute !== undefined) kept.set(name, absolute);
  }
  let text = "";
  for (const [name, value] of kept) text += ` ${name}="${escapeHtml(value)}"`;
  return text;
}

const headings = new Set(["h1", "h2", "h3", "h4", "h5", "h6"]);
const cells = new Set(["td", "th"]);

// They run something, or speak of the page as a whole.
const unwelcome = new Set(["base", "link", "meta", "script", "style", "template"]);

// Without the element itself what is in it shows alike.
const wrappers = new Set(["noscript", "picture"]);

// They say nothing without an attribute.
const pointless = new Set(["a", "label", "span"]);

// Attributes that make sense with our styles, within our page, or to a browser that loads it. No reader honours handlers of events.
const ofOurPage =
  /^(aria-.*|class|contenteditable|data-.*|decoding|fetchpriority|id|item(id|prop|ref|scope|type)|loading|nonce|on.*|part|ping|popover.*|role|slot|srcdoc|style|tabindex|target|usemap)$/;

// Quotes are safe in text, and each that is escaped takes ten characters once XML has escaped it again.
const escapeText = (text: string): string => escapeHtml(text).replaceAll("&quot;", '"').replaceAll("&#39;", "'");
