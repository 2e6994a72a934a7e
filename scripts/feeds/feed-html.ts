import { Parser } from "htmlparser2";
import { escapeHtml } from "../../src/markup.ts";
import type { Text } from "../store/text.ts";
import { directionOf } from "../../src/views/language.ts";
import { absoluteAttribute } from "./absolute-urls.ts";

type Attributes = Readonly<Record<string, string>>;

/** What becomes of an element: what is in it stands between two texts, or one text stands for the whole. */
type Fate = { readonly start: string; readonly end: string } | { readonly instead: string };

/**
 * The HTML of a post as feed readers can show it: every URL absolute (those within the page lead to `baseUrl`, the post's own URL),
 * no classes, ids, scripts and anchors that only work on our page, pictures as plain `<img>`, mathematics as its TeX source. Text that
 * runs from right to left says so, since readers don't look at the feed's language for that.
 */
export const feedHtml = (html: Text, baseUrl: string, language: string): string =>
  feedContent(html.read(), baseUrl, language);

export function feedContent(html: string, baseUrl: string, lang = "en"): string {
  const writer = new FeedContentWriter(baseUrl);
  const parser = new Parser({
    onopentag: (name, attributes) => writer.open(name, attributes),
    onclosetag: () => writer.close(),
    ontext: (text) => writer.text(text),
  });
  parser.end(html);
  if (directionOf(lang) === "ltr" || writer.html === "") return writer.html;
  return `<div lang="${escapeHtml(lang)}" dir="rtl">${writer.html}</div>`;
}

/** Writes what the parser reads. The parser closes every element that it opens, void ones too. */
class FeedContentWriter {
  readonly #base: string;
  /** Open elements, outermost first, with the text that closes each. */
  readonly #open: { readonly name: string; readonly end: string }[] = [];
  /** How many open elements are within one that was replaced, which is counted too. */
  #skipped = 0;
  html = "";

  constructor(base: string) {
    this.#base = base;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#skipped > 0) {
      this.#skipped += 1;
      return;
    }
    const fate = fateOf(name, attributes, this.#open.at(-1)?.name ?? "", this.#base);
    if ("instead" in fate) {
      this.html += fate.instead;
      this.#skipped = 1;
    } else {
      this.html += fate.start;
      this.#open.push({ name, end: fate.end });
    }
  }

  close(): void {
    if (this.#skipped > 0) this.#skipped -= 1;
    else this.html += this.#open.pop()?.end ?? "";
  }

  text(text: string): void {
    if (this.#skipped === 0) this.html += escapeText(text);
  }
}

function fateOf(name: string, attributes: Attributes, parent: string, base: string): Fate {
  const classes = new Set(attributes["class"]?.split(/\s+/));
  if (unwelcome.has(name)) return { instead: "" };
  if (name === "source" && parent === "picture") return { instead: "" };
  if (name === "a" && classes.has("anchor") && /^h[1-6]$/.test(parent)) return { instead: "" };
  if (name === "svg" && attributes["aria-hidden"] === "true") return { instead: "" };
  // Most readers drop MathML, and with it the formula; some show the bare letters of it, which mean something else.
  if (name === "math" && attributes["alttext"]) return { instead: `<code>${escapeText(attributes["alttext"])}</code>` };
  // The boxes of a task list: readers drop form controls.
  if (name === "input" && attributes["type"] === "checkbox") return { instead: "checked" in attributes ? "☑" : "☐" };
  // What our page tells by colours and borders.
  if (name === "div" && classes.has("alert")) return { start: "<blockquote>", end: "</blockquote>" };
  if (name === "p" && classes.has("alert-title")) return { start: "<p><strong>", end: "</strong></p>" };
  if (name === "div" && classes.has("table")) return nothingAround;

  const kept = Object.fromEntries(keptAttributes(name, attributes, base));
  const bare = Object.keys(kept).length === 0;
  if (wrappers.has(name) || (bare && pointless.has(name))) return nothingAround;
  return { start: startTag(name, kept), end: voidElements.has(name) ? "" : `</${name}>` };
}

const nothingAround: Fate = { start: "", end: "" };

function* keptAttributes(element: string, attributes: Attributes, base: string): Generator<[string, string]> {
  for (const [name, value] of Object.entries(attributes)) {
    const align = /^t[dh]$/.test(element) && name === "class" && /\balign-(left|center|right)\b/.exec(value)?.[1];
    if (align) yield ["align", align];
    if (ofOurPage.test(name) || !/^[a-z][\w:.-]*$/i.test(name)) continue;
    const absolute = absoluteAttribute(element, name, value, base);
    if (absolute !== undefined) yield [name, absolute];
  }
}

// They run something, or speak of the page as a whole.
const unwelcome = new Set(["base", "link", "meta", "script", "style", "template"]);

// Without the element itself what is in it shows alike.
const wrappers = new Set(["noscript", "picture"]);

// They say nothing without an attribute.
const pointless = new Set(["a", "label", "span"]);

// Attributes that make sense with our styles, within our page, or to a browser that loads it. No reader honours handlers of events.
const ofOurPage =
  /^(aria-.*|class|contenteditable|data-.*|decoding|fetchpriority|id|item(id|prop|ref|scope|type)|loading|nonce|on.*|part|ping|popover.*|role|slot|srcdoc|style|tabindex|target|usemap)$/;

const voidElements = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));

const startTag = (name: string, attributes: Attributes): string =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeHtml(value)}"`)
    .join("")}>`;

// Quotes are safe in text, and each that is escaped takes ten characters once XML has escaped it again.
const escapeText = (text: string): string => escapeHtml(text).replaceAll("&quot;", '"').replaceAll("&#39;", "'");
