import type { Tokens } from "marked";
import { escapeHtml } from "../../../src/markup.ts";
import type { Slots } from "./pieces.ts";
import type { Position, Positions } from "./positions.ts";
import { holdsUrl, mayHoldUrl, type RawTag, tagsOf } from "./tags.ts";

interface Body {
  readonly slots: Slots;
  readonly positions: Positions;
  readonly warn: (position: Position, message: string) => void;
}

type At = (offset: number) => Position;

/** Keeps the HTML of authors as it is, but for slots in the place of URLs and pictures. */
export class RawHtml {
  readonly #body: Body;
  /** `<picture>` elements that are open. Its tags are tokens of their own when they stand in a paragraph. */
  #pictures = 0;

  constructor(body: Body) {
    this.#body = body;
  }

  render(token: Tokens.HTML | Tokens.Tag): string {
    if (!mayHoldUrl(token.text)) return token.text;
    let html = "";
    let from = 0;
    for (const tag of tagsOf(token.text)) {
      for (const { start, end, text } of this.#edits(tag, (offset) => this.#body.positions.of(token, offset))) {
        html += token.text.slice(from, start) + text;
        from = end;
      }
    }
    return html + token.text.slice(from);
  }

  #edits(tag: RawTag, at: At): { start: number; end: number; text: string }[] {
    if (tag.name === "picture") this.#pictures = Math.max(0, this.#pictures + (tag.closes ? -1 : 1));
    const sources = tag.attributes.some(({ name }) => name === "srcset");
    // An author who chose the sources keeps them, URLs apart.
    if (tag.name === "img" && this.#pictures === 0 && !sources) {
      const picture = this.#picture(tag, at(tag.start));
      return picture === undefined ? [] : [{ start: tag.start, end: tag.end, text: picture }];
    }
    return tag.attributes.flatMap(({ name, value, start, end }) => {
      const position = at(start);
      if (name === "srcset") return [{ start, end, text: `"${this.#srcset(value, position)}"` }];
      if (!holdsUrl(tag.name, name) || value === "") return [];
      return [{ start, end, text: `"${this.#link(value.trim(), position)}"` }];
    });
  }

  #picture(tag: RawTag, position: Position): string | undefined {
    const attributes: Record<string, string> = {};
    for (const { name, value } of tag.attributes) attributes[name] ??= value; // of two the first counts (HTML §13.2.5.33)
    const { src, alt, title, ...rest } = attributes;
    if (!src) return undefined;
    if (alt === undefined) {
      const cure = 'write alt="what it shows", or alt="" for mere decoration';
      this.#body.warn(position, `picture "${src}" has no alt text, ${cure}`);
    }
    return this.#body.slots.hold({
      kind: "picture",
      src: src.trim(),
      alt: alt ?? "",
      ...(title === undefined ? {} : { title }),
      ...position,
      ...(Object.keys(rest).length === 0 ? {} : { attributes: rest }),
    });
  }

  #srcset(srcset: string, position: Position): string {
    const parts = cutSrcset(srcset);
    return parts.map((part, index) => (index % 2 === 0 ? escapeHtml(part) : this.#link(part, position))).join("");
  }

  #link(href: string, position: Position): string {
    return this.#body.slots.hold({ kind: "link", href, ...position });
  }
}

// A URL ends at space or at a comma before space, and may hold commas (HTML §4.8.4.2.1).
const candidate = /([\s,]*)([^\s,](?:\S*[^\s,])?)(,+(?=\s|$)|[^,]*,?)/g;

/** A `srcset` cut into what stands between URLs and URLs, by turns. */
function cutSrcset(srcset: string): string[] {
  const parts: string[] = [""];
  for (const [, before = "", url = "", after = ""] of srcset.matchAll(candidate)) {
    parts.push(`${parts.pop() ?? ""}${before}`, url, after);
  }
  return parts;
}
