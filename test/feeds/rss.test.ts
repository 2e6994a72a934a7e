import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { Parser } from "htmlparser2";
import { describe, expect, it } from "vitest";
import { toHttpDate } from "../../src/content/date.ts";
import { contentOf, feedChangedAt } from "../../scripts/feeds/feed.ts";
import { writeRss } from "../../scripts/feeds/rss.ts";
import { asAttribute, carriedByXml, hostileFeed } from "./hostile.ts";
import { seed } from "../seed.ts";
import { childOf, childrenOf, parseXml, textsOf, type XmlElement } from "./parse-xml.ts";
import { sampleFeed } from "./sample.ts";

const channelOf = (document: string): XmlElement => childOf(parseXml(document), "channel");

/** What a browser shows of HTML. */
function shown(html: string): string {
  let text = "";
  const parser = new Parser({ ontext: (part) => (text += part) });
  parser.end(html);
  return text;
}

describe("writeRss", () => {
  it("writes the sample feed as its fixture shows", () => {
    expect(writeRss(sampleFeed)).toBe(readFileSync(new URL("../fixtures/feeds/rss.xml", import.meta.url), "utf8"));
  });

  it("names the date of the last change after the content, and none for a feed without items", () => {
    const channel = channelOf(writeRss(sampleFeed));
    expect(textsOf(channel, "lastBuildDate")).toEqual(["Thu, 02 Jan 2025 00:00:00 GMT"]);
    expect(textsOf(channelOf(writeRss({ ...sampleFeed, items: [] })), "lastBuildDate")).toEqual([]);
  });

  it("puts the description before the content", () => {
    const [item] = childrenOf(channelOf(writeRss(sampleFeed)), "item");
    const names = item?.children.map(({ name }) => name) ?? [];
    expect(names.indexOf("description")).toBeGreaterThan(-1);
    expect(names.indexOf("description")).toBeLessThan(names.indexOf("content:encoded"));
  });

  it("escapes in descriptions only what HTML would take for markup", () => {
    const [item] = sampleFeed.items;
    if (!item) throw new Error("The sample feed has no items");
    const describedAs = (summary: string): string[] => {
      const [written] = childrenOf(channelOf(writeRss({ ...sampleFeed, items: [{ ...item, summary }] })), "item");
      return written ? textsOf(written, "description") : [];
    };
    expect(describedAs(`AT&T & Co, 1 < 2 > 0, "it's"`)).toEqual([`AT&T & Co, 1 &lt; 2 > 0, "it's"`]);
    expect(describedAs("the <hr> & the &amp;")).toEqual(["the &lt;hr> & the &amp;amp;"]);
  });

  it("carries any text in any field", () => {
    console.log(`fast-check seed ${seed}`);
    fc.assert(
      fc.property(hostileFeed, (feed) => {
        const channel = channelOf(writeRss(feed));
        const changed = feedChangedAt(feed);
        expect(textsOf(channel, "title")).toEqual([carriedByXml(feed.title)]);
        expect(textsOf(channel, "description")).toEqual([carriedByXml(feed.description)]);
        expect(textsOf(channel, "link")).toEqual([carriedByXml(feed.home)]);
        expect(textsOf(channel, "language")).toEqual([carriedByXml(feed.language)]);
        expect(textsOf(channel, "lastBuildDate")).toEqual(changed === undefined ? [] : [toHttpDate(changed)]);
        const links = childrenOf(channel, "atom:link").map(({ attributes }) => [attributes["rel"], attributes["href"]]);
        const hub = feed.hub === undefined ? [] : [["hub", asAttribute(feed.hub)]];
        expect(links).toEqual([["self", asAttribute(feed.self.rss)], ...hub]);

        const items = childrenOf(channel, "item");
        expect(items).toHaveLength(feed.items.length);
        for (const [index, item] of feed.items.entries()) {
          const written = items[index];
          if (!written) throw new Error(`Item ${index} is missing`);
          expect(textsOf(written, "title")).toEqual([carriedByXml(item.title)]);
          expect(textsOf(written, "link")).toEqual([carriedByXml(item.url)]);
          expect(textsOf(written, "guid")).toEqual([carriedByXml(item.id)]);
          expect(childOf(written, "guid").attributes["isPermaLink"]).toBe("false");
          expect(textsOf(written, "pubDate")).toEqual([toHttpDate(item.published)]);
          expect(textsOf(written, "dc:creator")).toEqual(item.authors.map(({ name }) => carriedByXml(name)));
          expect(textsOf(written, "category")).toEqual(item.tags.map(carriedByXml));
          expect(textsOf(written, "content:encoded")).toEqual([contentOf(item) ?? []].flat().map(carriedByXml));
          expect(textsOf(written, "description").map(shown)).toEqual([carriedByXml(item.summary ?? item.title)]);
          const media = childrenOf(written, "media:content").map(({ attributes }) => attributes["url"]);
          expect(media).toEqual(item.image === undefined ? [] : [asAttribute(item.image.src)]);
        }
      }),
      { seed, numRuns: 1000 },
    );
  });
});
