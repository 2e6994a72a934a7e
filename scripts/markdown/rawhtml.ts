import { decodeHTMLAttribute } from "entities";
import { escapeHtml } from "../../src/markup.ts";
import type { Body } from "./body.ts";
import { candidatesIn, mayHoldUrl, urlsIn } from "./whole-html/html-tags.ts";
import { type Edit, Edited } from "../base/edits.ts";
import type { Html } from "./whole-html/open-elements.ts";
import { type Attribute, type Tag, tagsOf } from "./whole-html/scan.ts";

/** Keeps the HTML of authors as it is, but for slots in the place of URLs and pictures. */
export function rawHtml({ slots, positions, warn }: Body): (token: Html) => string {
  // `<picture>` elements that are open. Its tags are tokens of their own when they stand in a paragraph.
  let pictures = 0;

  function editsOf(token: Html, tag: Tag): Edit[] {
    if (tag.name === "picture") pictures = Math.max(0, pictures + (tag.type === "end" ? -1 : 1));
    const sources = tag.attributes.some(({ name }) => name === "srcset");
    // An author who chose the sources keeps them, URLs apart.
    if (tag.name === "img" && pictures === 0 && !sources) return pictureOf(token, tag);
    return tag.attributes.flatMap((attribute) => {
      const kind = urlsIn(tag.name, attribute.name);
      if (kind === undefined || attribute.spelled === "") return [];
      return [{ ...attribute, text: `"${filled(token, attribute, kind)}"` }];
    });
  }

  function pictureOf(token: Html, { attributes, start, end }: Tag): Edit[] {
    const source = attributes.find(({ name }) => name === "src");
    const values = attributes.map(({ name, spelled }) => [name, decodeHTMLAttribute(spelled)]);
    const { src: written = "", alt, title, ...rest }: Record<string, string> = Object.fromEntries(values);
    // Parsers of URLs take these out (WHATWG URL §4.4).
    const src = written.replaceAll(/[\t\n\r]/g, "").trim();
    if (!source || src === "") return [];
    const url = source.spelled.trim();
    if (alt === undefined) {
      const cure = 'write alt="what it shows", or alt="" for mere decoration';
      warn(token, `picture "${src}" has no alt text, ${cure}`, start);
    }
    const text = slots.hold({
      kind: "picture",
      src,
      alt: alt ?? "",
      ...(title === undefined ? {} : { title }),
      ...positions.of(token, start),
      ...positions.written(token, token.text.indexOf(url, source.start), url),
      ...(Object.keys(rest).length > 0 ? { attributes: rest } : {}),
    });
    return [{ start, end, text }];
  }

  /** The value of an attribute with slots in the place of its URLs. */
  function filled(token: Html, { start, spelled }: Attribute, kind: keyof typeof urls): string {
    const value = kind === "one" ? spelled.trim() : spelled;
    let at = token.text.indexOf(value, start);
    let behind = start;
    const parts = value.split(urls[kind]).map((part, index) => {
      const text = decodeHTMLAttribute(part);
      const place = { ...positions.of(token, behind), ...positions.written(token, at, part) };
      at += part.length;
      // Of what is split by a pattern with a group, each second part is what it found.
      if (index % 2 === 0) return escapeHtml(text);
      behind = at;
      return slots.hold({ kind: "link", href: text.trim(), ...place });
    });
    return parts.join("");
  }

  return (token) => {
    if (!mayHoldUrl(token.text)) return token.text;
    const edits = tagsOf(token.text).flatMap((tag) => editsOf(token, tag));
    return new Edited(token.text, edits).text;
  };
}

const urls = {
  one: /([^]+)/,
  list: /(\S+)/,
  srcset: { [Symbol.split]: partsOf },
};

/** A srcset, of whose parts each second is a URL. */
function partsOf(srcset: string): string[] {
  let end = 0;
  const parts = candidatesIn(srcset).flatMap(({ url, at }) => {
    const between = srcset.slice(end, at);
    end = at + url.length;
    return [between, url];
  });
  return [...parts, srcset.slice(end)];
}
