import type { Tokens } from "marked";
import { escapeHtml } from "../../src/markup.ts";
import type { Slots, Written } from "./pieces.ts";
import type { Position, Positions } from "./positions.ts";
import { mayHoldUrl, type RawAttribute, type RawTag, tagsOf, urlsIn } from "./html-tags.ts";

interface Body {
  readonly slots: Slots;
  readonly positions: Positions;
  readonly warn: (position: Position, message: string) => void;
}

type Html = Tokens.HTML | Tokens.Tag;

/** Keeps the HTML of authors as it is, but for slots in the place of URLs and pictures. */
export class RawHtml {
  readonly #body: Body;
  /** `<picture>` elements that are open. Its tags are tokens of their own when they stand in a paragraph. */
  #pictures = 0;

  constructor(body: Body) {
    this.#body = body;
  }

  render(token: Html): string {
    if (!mayHoldUrl(token.text)) return token.text;
    let html = "";
    let from = 0;
    for (const tag of tagsOf(token.text)) {
      for (const { start, end, text } of this.#edits(token, tag)) {
        html += token.text.slice(from, start) + text;
        from = end;
      }
    }
    return html + token.text.slice(from);
  }

  #edits(token: Html, tag: RawTag): { start: number; end: number; text: string }[] {
    if (tag.name === "picture") this.#pictures = Math.max(0, this.#pictures + (tag.closes ? -1 : 1));
    const sources = tag.attributes.some(({ name }) => name === "srcset");
    // An author who chose the sources keeps them, URLs apart.
    if (tag.name === "img" && this.#pictures === 0 && !sources) {
      const text = this.#picture(token, tag);
      return text === undefined ? [] : [{ start: tag.start, end: tag.end, text }];
    }
    return tag.attributes.flatMap((attribute) => {
      const { name, value, start, end } = attribute;
      const kind = urlsIn(tag.name, name);
      if (kind === undefined || value === "") return [];
      if (kind !== "one") {
        // What stands between URLs and URLs, by turns.
        const parts = kind === "srcset" ? cutSrcset(value) : value.split(/(\S+)/);
        return [{ start, end, text: `"${this.#urls(token, attribute, parts)}"` }];
      }
      return [{ start, end, text: `"${this.#link(token, value.trim(), attribute, spelled(token, attribute))}"` }];
    });
  }

  #picture(token: Html, tag: RawTag): string | undefined {
    const source = tag.attributes.find(({ name }) => name === "src");
    const attributes = tag.attributes.map(({ name, value }) => [name, name === "src" ? value.trim() : value]);
    const { src, alt, title, ...rest }: Record<string, string> = Object.fromEntries(attributes);
    if (!source || !src) return undefined;
    const position = this.#body.positions.of(token, tag.start);
    if (alt === undefined) {
      const cure = 'write alt="what it shows", or alt="" for mere decoration';
      this.#body.warn(position, `picture "${src}" has no alt text, ${cure}`);
    }
    return this.#body.slots.hold({
      kind: "picture",
      src,
      alt: alt ?? "",
      ...(title === undefined ? {} : { title }),
      ...position,
      ...this.#written(token, spelled(token, source), source),
      ...(Object.keys(rest).length > 0 ? { attributes: rest } : {}),
    });
  }

  #urls(token: Html, attribute: RawAttribute, parts: readonly string[]): string {
    let from = attribute.start;
    const filled = parts.map((part, index) => {
      if (index % 2 === 0) return escapeHtml(part);
      const slot = this.#link(token, part, { ...attribute, start: from });
      from = Math.max(from, token.text.indexOf(part, from) + part.length);
      return slot;
    });
    return filled.join("");
  }

  #link(token: Html, href: string, attribute: RawAttribute, url = href): string {
    const position = this.#body.positions.of(token, attribute.start);
    return this.#body.slots.hold({ kind: "link", href, ...position, ...this.#written(token, url, attribute) });
  }

  #written(token: Html, url: string, { start, end }: RawAttribute): { written?: Written } {
    const within = token.text.slice(start, end).indexOf(url);
    return within === -1 ? {} : this.#body.positions.written(token, start + within, url);
  }
}

/** The value of an attribute with its references to characters, without quotes and the space around it. */
const spelled = (token: Html, { start, end }: RawAttribute): string =>
  token.text
    .slice(start, end)
    .replace(/^(["'])(.*)\1$/s, "$2")
    .trim();

// A URL ends at space or at a comma before space, and may hold commas (HTML §4.8.4.2.1).
const candidate = /([\s,]*)([^\s,](?:\S*[^\s,])?)(,+(?=\s|$)|[^,]*,?)/g;

/** A `srcset` cut at its URLs. */
function cutSrcset(srcset: string): string[] {
  const parts: string[] = [""];
  for (const [, before = "", url = "", after = ""] of srcset.matchAll(candidate)) {
    parts.push(`${parts.pop() ?? ""}${before}`, url, after);
  }
  return parts;
}
