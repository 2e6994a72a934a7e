import { decodeHTMLAttribute } from "entities";
import { escapeHtml } from "../../src/markup.ts";
import type { Body } from "./body.ts";
import { mayHoldUrl, urlsIn } from "./html-tags.ts";
import { type Edit, Edited } from "./whole-html/edits.ts";
import type { Html } from "./whole-html/open-elements.ts";
import { type Attribute, type Tag, tagsOf } from "./whole-html/scan.ts";

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
    const edits = tagsOf(token.text).flatMap((tag) => this.#edits(token, tag));
    return new Edited(token.text, edits).text;
  }

  #edits(token: Html, tag: Tag): Edit[] {
    if (tag.name === "picture") this.#pictures = Math.max(0, this.#pictures + (tag.type === "end" ? -1 : 1));
    const sources = tag.attributes.some(({ name }) => name === "srcset");
    // An author who chose the sources keeps them, URLs apart.
    if (tag.name === "img" && this.#pictures === 0 && !sources) return this.#picture(token, tag);
    return tag.attributes.flatMap((attribute) => {
      const kind = urlsIn(tag.name, attribute.name);
      if (kind === undefined || attribute.spelled === "") return [];
      return [{ ...attribute, text: `"${this.#urls(token, attribute, kind)}"` }];
    });
  }

  #picture(token: Html, { attributes, start, end }: Tag): Edit[] {
    const source = attributes.find(({ name }) => name === "src");
    const values = attributes.map(({ name, spelled }) => [name, decodeHTMLAttribute(spelled)]);
    const { src: written = "", alt, title, ...rest }: Record<string, string> = Object.fromEntries(values);
    const src = written.trim();
    if (!source || src === "") return [];
    const url = source.spelled.trim();
    if (alt === undefined) {
      const cure = 'write alt="what it shows", or alt="" for mere decoration';
      this.#body.warn(token, `picture "${src}" has no alt text, ${cure}`, start);
    }
    const text = this.#body.slots.hold({
      kind: "picture",
      src,
      alt: alt ?? "",
      ...(title === undefined ? {} : { title }),
      ...this.#body.positions.of(token, start),
      ...this.#body.positions.written(token, token.text.indexOf(url, source.start), url),
      ...(Object.keys(rest).length > 0 ? { attributes: rest } : {}),
    });
    return [{ start, end, text }];
  }

  /** The value of an attribute with slots in the place of its URLs. */
  #urls(token: Html, { start, spelled }: Attribute, kind: keyof typeof urls): string {
    const value = kind === "one" ? spelled.trim() : spelled;
    let at = token.text.indexOf(value, start);
    let behind = start;
    const filled = value.split(urls[kind]).map((part, index) => {
      const text = decodeHTMLAttribute(part);
      const place = { ...this.#body.positions.of(token, behind), ...this.#body.positions.written(token, at, part) };
      at += part.length;
      // Of what is split by a pattern with a group, each second part is what it found.
      if (index % 2 === 0) return escapeHtml(text);
      behind = at;
      return this.#body.slots.hold({ kind: "link", href: text.trim(), ...place });
    });
    return filled.join("");
  }
}

const urls = {
  one: /([^]+)/,
  list: /(\S+)/,
  // A URL ends at space or at a comma before space, and may hold commas (HTML §4.8.4.2.1).
  srcset: /(?<=(?:^|,)[\s,]*)([^\s,](?:\S*[^\s,])?)/,
};
