import { decodeHTMLStrict } from "entities";
import { type MarkedOptions, Parser, Renderer, type Token, type Tokens } from "marked";
import { escapeHtml, html } from "../../src/markup.ts";
import type { Body } from "./body.ts";
import { parseInfo, renderCode } from "./code.ts";
import { endnotesOf } from "./endnotes.ts";
import { badIdOf, type HeadingToken } from "./heading-attributes.ts";
import { mayScroll, renderMath } from "./math/math.ts";
import { placeOf, toUrl, urlOf } from "./destinations.ts";
import { plainText } from "./plaintext.ts";
import { rawHtml } from "./rawhtml.ts";
import { type AlertToken, type FootnoteRefToken, type FootnoteToken, known, type MathToken } from "./tokens.ts";

/** HTML with the marks of slots in it. */
export function render(tokens: Token[], options: MarkedOptions, body: Body): string {
  const renderer = new BodyRenderer(body);
  const endnotes = endnotesOf(body);
  const renderers = {
    math: (token: Tokens.Generic) => renderer.math(token as MathToken),
    alert: (token: Tokens.Generic) => renderer.alert(token as AlertToken),
    footnote: (token: Tokens.Generic) => endnotes.define(token as FootnoteToken),
    definitionList: ({ tokens = [] }: Tokens.Generic) => `<dl>\n${parser.parse(tokens)}</dl>\n`,
    term: ({ tokens = [] }: Tokens.Generic) => `<dt>${parser.parseInline(tokens)}</dt>\n`,
    definition: ({ tokens = [] }: Tokens.Generic) => `<dd>${parser.parse(tokens)}</dd>\n`,
    footnoteRef: (token: Tokens.Generic) => endnotes.refer(token as FootnoteRefToken),
  };
  const extensions = { childTokens: {}, ...options.extensions, renderers };
  const parser: Parser = new Parser({ ...options, renderer, extensions });
  return parser.parse(tokens) + endnotes.section((blocks) => parser.parse(blocks));
}

class BodyRenderer extends Renderer {
  readonly #body: Body;
  readonly #rawHtml: (token: Tokens.HTML | Tokens.Tag) => string;
  /** The image whose title is the caption of its figure. */
  #captioned: Tokens.Image | undefined;

  constructor(body: Body) {
    super();
    this.#body = body;
    this.#rawHtml = rawHtml(body);
  }

  override heading(token: Tokens.Heading): string {
    const id = this.#body.anchors.headings.get(token);
    if (id === undefined) {
      if (token.text === "") this.#body.warn(token, "heading is empty, give it a text or remove it");
      return super.heading(token);
    }
    this.#checkId(token, id);
    const text = this.parser.parseInline(token.tokens);
    const href = escapeHtml(toUrl(`#${id}`));
    const anchor = `<a class="anchor" href="${href}" aria-label="${this.#text("sectionLink")}">#</a>`;
    return `<h${token.depth} id="${escapeHtml(id)}">${text} ${anchor}</h${token.depth}>\n`;
  }

  #checkId(token: HeadingToken, id: string): void {
    const bad = badIdOf(token.text);
    if (bad !== undefined) {
      const cure = `write {#${bad.trim().replaceAll(/\s+/g, "-")}}`;
      this.#body.warn(token, `"{#${bad}}" is shown as text, since no id has spaces; ${cure}`);
    } else if (token.id !== undefined && token.id !== id) {
      const message = `id "${token.id}" is taken in this text, so this heading has "${id}"; give it one of its own`;
      this.#body.warn(token, message);
    }
  }

  override link(token: Tokens.Link): string {
    const text = token.autolink ? escapeHtml(token.text) : this.parser.parseInline(token.tokens);
    const href = token.autolink ? toUrl(token.href) : urlOf(token.href);
    const title = token.title ? ` title="${escapeHtml(decodeHTMLStrict(token.title))}"` : "";
    const { positions, slots } = this.#body;
    const place = token.autolink ? ({ ...positions.of(token), bare: true } as const) : placeOf(token, positions);
    // On paper the address of a link follows it, unless it is its text.
    const bare = token.autolink && /^https?:/.test(token.href) ? ' class="bare"' : "";
    return `<a${bare} href="${slots.hold({ kind: "link", href, ...place })}"${title}>${text}</a>`;
  }

  override image(token: Tokens.Image): string {
    const src = urlOf(token.href);
    const alt = plainText(token.tokens);
    const title = token.title && token !== this.#captioned ? { title: decodeHTMLStrict(token.title) } : {};
    if (alt === "") {
      const cure = `write ![what it shows](${src}), or <img src="${src}" alt=""> for mere decoration`;
      this.#body.warn(token, `picture "${src}" has no alt text, ${cure}`);
    }
    const { positions, slots } = this.#body;
    return slots.hold({ kind: "picture", src, alt, ...title, ...placeOf(token, positions) });
  }

  override paragraph(token: Tokens.Paragraph): string {
    const image = loneImage(token.tokens);
    if (!image?.title) return super.paragraph(token);
    this.#captioned = image;
    const picture = this.parser.parseInline(token.tokens).trim();
    const caption = escapeHtml(this.#body.educated(decodeHTMLStrict(image.title)));
    return `<figure>${picture}<figcaption>${caption}</figcaption></figure>\n`;
  }

  override code(token: Tokens.Code): string {
    const fence = parseInfo(token.lang ?? "");
    return fence.language === "math" ? this.math(token) : renderCode(token.text, fence);
  }

  override listitem(item: Tokens.ListItem): string {
    const index = item.tokens.findIndex(({ type }) => type === "text" || type === "paragraph");
    const first = item.tokens[index];
    if (!item.task || !first || !("tokens" in first)) return super.listitem(item);
    const box = `<input type="checkbox" disabled${item.checked ? " checked" : ""}>`;
    const words = (first.tokens ?? []).filter(({ type }: Token) => type !== "checkbox");
    const label = `<label>${box} ${this.parser.parseInline(words)}</label>`;
    const head = item.loose ? `<p>${label}</p>\n` : label;
    return `<li class="task">${head}${this.parser.parse(item.tokens.slice(index + 1))}</li>\n`;
  }

  // The wrapper scrolls, so it must take focus, and what takes focus needs a role and a name.
  override table(token: Tokens.Table): string {
    return `<div class="table" role="group" aria-label="${this.#text("table")}" tabindex="0">\n${super.table(token)}</div>\n`;
  }

  override tablecell(token: Tokens.TableCell): string {
    const name = token.header ? "th" : "td";
    const align = token.align ? ` class="align-${token.align}"` : "";
    return `<${name}${align}>${this.parser.parseInline(token.tokens)}</${name}>\n`;
  }

  // marked takes the text between the tags of <code> and the like for HTML.
  override text(token: Tokens.Text | Tokens.Escape): string {
    return super.text("escaped" in token ? { ...token, escaped: false } : token);
  }

  override html(token: Tokens.HTML | Tokens.Tag): string {
    const html = this.#rawHtml(token);
    return token.block && !html.endsWith("\n") ? `${html}\n` : html;
  }

  alert({ alert, tokens }: AlertToken): string {
    const title = html`${this.#body.words.say(alert)}`.text;
    const content = this.parser.parse(tokens);
    return `<div class="alert alert-${alert}" role="note">\n<p class="alert-title">${title}</p>\n${content}</div>\n`;
  }

  math(token: Tokens.Code | MathToken): string {
    const isCode = token.type === "code";
    const block = isCode || token.block;
    const math = renderMath(token.text.trim(), isCode || token.display);
    // What scrolls must take focus, and nobody wants to stop at all those that fit.
    const box = "html" in math && mayScroll(math.html) ? ' class="math" tabindex="0"' : "";
    if ("html" in math) return block ? `<p${box}>${math.html}</p>\n` : math.html;
    this.#body.warn(token, `formula can't be read (${math.problem}), it is shown as it is written`);
    const code = `<code class="language-math">${escapeHtml(token.raw.trim())}</code>`;
    return block ? `<pre tabindex="0">${code}</pre>\n` : code;
  }

  #text(word: "sectionLink" | "table"): string {
    return escapeHtml(this.#body.words.text(word));
  }
}

/** The image of a paragraph that contains nothing else, or nothing but a link around it. */
function loneImage(tokens: readonly Token[]): Tokens.Image | undefined {
  const [only, ...more] = tokens.filter((token) => token.raw.trim() !== "");
  const token = only && more.length === 0 ? known(only) : undefined;
  if (token?.type === "image") return token;
  return token?.type === "link" ? loneImage(token.tokens) : undefined;
}
