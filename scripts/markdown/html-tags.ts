import { decodeHTMLAttribute } from "entities";
import { QuoteType, Tokenizer } from "htmlparser2";

// HTML, "Attributes" index, those included that only browsers still know; SVG 2 §16.1.
const urlAttributes = "action background cite formaction href longdesc poster src xlink:href".split(" ");

/** What kind of URLs an attribute holds: one, several with white space between, or pictures to choose from. */
export function urlsIn(element: string, attribute: string): "one" | "list" | "srcset" | undefined {
  if (urlAttributes.includes(attribute) || (element === "object" && attribute === "data")) return "one";
  if (attribute === "ping") return "list";
  return attribute === "srcset" || attribute === "imagesrcset" ? "srcset" : undefined;
}

export interface RawAttribute {
  readonly name: string;
  /** Character references resolved. */
  readonly value: string;
  /** Where the value stands, its quotes included. */
  readonly start: number;
  readonly end: number;
}

export interface RawTag {
  readonly name: string;
  readonly closes: boolean;
  readonly start: number;
  readonly end: number;
  readonly attributes: readonly RawAttribute[];
}

/** Whether HTML might hold a URL, so that it is worth to be parsed. */
export const mayHoldUrl = (html: string): boolean => urlHolder.test(html);

const urlHolder = new RegExp(
  `[\\s"'/](?:${urlAttributes.join("|")}|data|ping|(?:image)?srcset)\\s*=|<img|</?picture`,
  "i",
);

const ignored = (): void => undefined;

/**
 * The tags of HTML in their order. Comments, scripts and tags that never end have none; of two attributes with one name
 * only the first counts (HTML §13.2.5.33).
 */
export function tagsOf(html: string): RawTag[] {
  const tags: RawTag[] = [];
  let tag = { name: "", start: 0 };
  let attributes: RawAttribute[] = [];
  let name = "";
  let value: [number, number] | undefined;
  const close = (end: number): void => {
    tags.push({ ...tag, closes: false, end: end + 1, attributes });
    attributes = [];
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      onopentagname(start, end) {
        tag = { name: html.slice(start, end).toLowerCase(), start: start - 1 };
        attributes = [];
      },
      onattribname(start, end) {
        name = html.slice(start, end).toLowerCase();
        value = undefined;
      },
      onattribdata(start, end) {
        value = [value?.[0] ?? start, end];
      },
      onattribend(quote, end) {
        if (attributes.some((other) => other.name === name)) return;
        if (quote === QuoteType.NoValue) {
          attributes.push({ name, value: "", start: end, end });
          return;
        }
        const width = quote === QuoteType.Unquoted ? 0 : 1;
        const [from, to] = value ?? [end, end];
        attributes.push({
          name,
          value: decodeHTMLAttribute(html.slice(from, to)),
          start: from - width,
          end: to + width,
        });
      },
      onopentagend: close,
      onselfclosingtag: close,
      onclosetag(start, end) {
        tags.push({ name: html.slice(start, end).toLowerCase(), closes: true, start, end, attributes: [] });
      },
      onattribentity: ignored,
      oncdata: ignored,
      oncomment: ignored,
      ondeclaration: ignored,
      onend: ignored,
      onprocessinginstruction: ignored,
      ontext: ignored,
      ontextentity: ignored,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return tags;
}
