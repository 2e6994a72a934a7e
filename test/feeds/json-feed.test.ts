import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toIso } from "../../src/content/date.ts";
import { contentOf } from "../../scripts/feeds/feed.ts";
import { writeJsonFeed } from "../../scripts/feeds/json-feed.ts";
import { hostileFeed } from "./hostile.ts";
import { seed } from "../seed.ts";
import { sampleFeed } from "./sample.ts";

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/feeds/${name}`, import.meta.url), "utf8");
const ajv = new Ajv2020({ allErrors: true });
const valid = ajv.compile(JSON.parse(fixture("json-feed-1.1.schema.json")));

/** The schema's objections; none is what we want. */
const objections = (document: unknown) => (valid(document) ? [] : valid.errors);

describe("writeJsonFeed", () => {
  it("writes the sample feed as its fixture shows", () => {
    expect(writeJsonFeed(sampleFeed)).toBe(fixture("feed.json"));
  });

  it("satisfies the schema of JSON Feed 1.1, with items and without", () => {
    expect(objections(JSON.parse(writeJsonFeed(sampleFeed)))).toEqual([]);
    expect(objections(JSON.parse(writeJsonFeed({ ...sampleFeed, items: [] })))).toEqual([]);
  });

  it("has a schema that refuses what is not a JSON Feed", () => {
    expect(objections({ version: "https://jsonfeed.org/version/1.1", title: "x", items: [{ id: "1" }] })).not.toEqual(
      [],
    );
    expect(objections({ ...JSON.parse(fixture("feed.json")), authors: [{}] })).not.toEqual([]);
  });

  it("gives every item a text where a feed has no HTML", () => {
    const { items } = JSON.parse(writeJsonFeed(sampleFeed));
    expect(items[1].content_text).toBe("Glue");
  });

  it("carries any text in any field, lone surrogates as U+FFFD", () => {
    console.log(`fast-check seed ${seed}`);
    fc.assert(
      fc.property(hostileFeed, (feed) => {
        const json = writeJsonFeed(feed);
        expect(json.isWellFormed()).toBe(true);
        const document = JSON.parse(json);
        expect(objections(document)).toEqual([]);
        expect(document).toMatchObject({
          title: feed.title.toWellFormed(),
          description: feed.description.toWellFormed(),
          home_page_url: feed.home.toWellFormed(),
          feed_url: feed.self.jsonfeed.toWellFormed(),
        });
        expect(document.items).toHaveLength(feed.items.length);
        for (const [index, item] of feed.items.entries()) {
          const written = document.items[index];
          expect(written).toMatchObject({
            id: item.id.toWellFormed(),
            url: item.url.toWellFormed(),
            title: item.title.toWellFormed(),
            date_published: toIso(item.published),
          });
          expect(written.date_modified ?? written.date_published).toBe(toIso(item.updated));
          expect(written.content_html).toBe(contentOf(item)?.toWellFormed());
          expect(written.summary).toBe(item.summary?.toWellFormed());
          expect(written.tags ?? []).toEqual(item.tags.map((tag) => tag.toWellFormed()));
          const names = (written.authors ?? []).map(({ name }: { name: string }) => name);
          expect(names).toEqual(item.authors.map(({ name }) => name.toWellFormed()));
        }
      }),
      { seed, numRuns: 1000 },
    );
  });
});
