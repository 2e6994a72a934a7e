import { Text } from "../../scripts/store/text.ts";
import * as fc from "fast-check";
import { eachFormat } from "../../src/content/feed-formats.ts";
import type { Feed, FeedItem } from "../../scripts/feeds/feed.ts";

const nasty = [
  "]]>",
  "<![CDATA[",
  "<!--",
  "-->",
  "<?xml ?>",
  "</title>",
  '<script src="x">',
  "&",
  "&amp;",
  "&lt;",
  "&#0;",
  "&nbsp;",
  '"',
  "'",
  "\\",
  "\u0000",
  "\u0008",
  "\u000b",
  "\u001b[31m",
  "\u007f",
  "\u0085",
  "\u2028",
  "\u202e",
  "\u200f",
  "\ufeff",
  "\ufffe",
  "\uffff",
  "\ud800",
  "\udfff",
  "\u{1fffe}",
  "👩‍👩‍👧‍👦",
  "e\u0301",
  "عربي",
  "日本語",
  "\r\n",
  "\r",
  "\n",
  "\t",
  " ",
  "%00",
  "x".repeat(10_000),
];

const codeUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 });

/** Text with everything in it that breaks feeds: control characters, lone surrogates, markup, directions, huge words. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...nasty),
      fc.string({ unit: "grapheme" }),
      codeUnits.map((units) => String.fromCharCode(...units)),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(""))
  .filter((text) => text !== "");

/** Any moment of the years 0 to 9999. */
const moment = fc.integer({ min: Date.UTC(2000, 0) / 1000 - 2000 * 31_556_952, max: Date.UTC(9999, 11) / 1000 });

const hostileItem: fc.Arbitrary<FeedItem> = fc
  .record(
    {
      id: hostileText,
      url: hostileText,
      title: hostileText,
      published: moment,
      updated: moment,
      authors: fc.array(fc.record({ name: hostileText, url: hostileText }, { requiredKeys: ["name"] }), {
        maxLength: 3,
      }),
      tags: fc.array(hostileText, { maxLength: 3 }),
      summary: hostileText,
      html: hostileText.map((text) => Text.leaf(text)),
      lang: hostileText,
      image: fc.record(
        { src: hostileText, alt: hostileText, width: fc.nat(), height: fc.nat() },
        { requiredKeys: ["src"] },
      ),
    },
    { requiredKeys: ["id", "url", "title", "published", "updated", "authors", "tags"] },
  )
  .map((item) => ({ ...item, updated: Math.max(item.published, item.updated) }));

export const hostileFeed: fc.Arbitrary<Feed> = fc.record(
  {
    title: hostileText,
    description: hostileText,
    home: hostileText,
    self: fc.record(eachFormat(() => hostileText)),
    language: hostileText,
    publisher: hostileText,
    hub: hostileText,
    icon: hostileText,
    items: fc.array(hostileItem, { maxLength: 3 }),
  },
  { requiredKeys: ["title", "description", "home", "self", "language", "publisher", "icon", "items"] },
);

/** What XML 1.0 can carry of a text: no forbidden characters (§2.2). */
export const carriedByXml = (text: string): string =>
  text.toWellFormed().replace(/[^\P{Cc}\t\n\r\u007f-\u009f]|[\ufffe\uffff]/gu, "");

/** The same as the value of an attribute, in which white space is spaces (§3.3.3). */
export const asAttribute = (text: string): string => carriedByXml(text).replace(/[\t\n]/g, " ");
