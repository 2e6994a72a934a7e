import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toIso } from "../../src/content/date.ts";
import { writeAtom } from "../../scripts/feeds/atom.ts";
import { contentOf } from "../../scripts/feeds/feed.ts";
import { asAttribute, carriedByXml, hostileFeed } from "./hostile.ts";
import { seed } from "../seed.ts";
import { childOf, childrenOf, parseXml, textsOf } from "./parse-xml.ts";
import { sampleFeed } from "./sample.ts";

describe("writeAtom", () => {
  it("writes the sample feed as its fixture shows", () => {
    expect(writeAtom(sampleFeed)).toBe(readFileSync(new URL("../fixtures/feeds/atom.xml", import.meta.url), "utf8"));
  });

  it("dates a feed without items to the birth of Atom, since it needs some date and no clock may give it", () => {
    const root = parseXml(writeAtom({ ...sampleFeed, items: [] }));
    expect(textsOf(root, "updated")).toEqual(["2005-12-01T00:00:00Z"]);
  });

  it("carries any text in any field", () => {
    console.log(`fast-check seed ${seed}`);
    fc.assert(
      fc.property(hostileFeed, (feed) => {
        const root = parseXml(writeAtom(feed));
        expect(root.attributes["xml:lang"]).toBe(asAttribute(feed.language));
        expect(textsOf(root, "id")).toEqual([carriedByXml(feed.home)]);
        expect(textsOf(root, "title")).toEqual([carriedByXml(feed.title)]);
        expect(textsOf(root, "subtitle")).toEqual([carriedByXml(feed.description)]);
        expect(textsOf(childOf(root, "author"), "name")).toEqual([carriedByXml(feed.publisher)]);
        const links = childrenOf(root, "link").map(({ attributes }) => [attributes["rel"], attributes["href"]]);
        const hub = feed.hub === undefined ? [] : [["hub", asAttribute(feed.hub)]];
        expect(links).toEqual([["self", asAttribute(feed.self.atom)], ["alternate", asAttribute(feed.home)], ...hub]);

        const entries = childrenOf(root, "entry");
        expect(entries).toHaveLength(feed.items.length);
        for (const [index, item] of feed.items.entries()) {
          const entry = entries[index];
          if (!entry) throw new Error(`Entry ${index} is missing`);
          expect(textsOf(entry, "id")).toEqual([carriedByXml(item.id)]);
          expect(textsOf(entry, "title")).toEqual([carriedByXml(item.title)]);
          expect(childOf(entry, "link").attributes["href"]).toBe(asAttribute(item.url));
          expect(textsOf(entry, "published")).toEqual([toIso(item.published)]);
          expect(textsOf(entry, "updated")).toEqual([toIso(item.updated)]);
          const authors = childrenOf(entry, "author").map((author) => [
            ...textsOf(author, "name"),
            ...textsOf(author, "uri"),
          ]);
          expect(authors).toEqual(
            item.authors.map(({ name, url }) => [name, ...(url === undefined ? [] : [url])].map(carriedByXml)),
          );
          const tags = childrenOf(entry, "category").map(({ attributes }) => attributes["term"] ?? "");
          expect(tags).toEqual(item.tags.map(carriedByXml));
          const summary = item.summary ?? (contentOf(item) === undefined ? item.title : []);
          expect(textsOf(entry, "summary")).toEqual([summary].flat().map(carriedByXml));
          expect(textsOf(entry, "content")).toEqual([contentOf(item) ?? []].flat().map(carriedByXml));
        }
      }),
      { seed, numRuns: 1000 },
    );
  });
});
