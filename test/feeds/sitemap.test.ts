import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SitemapEntry, writeSitemap, writeSitemapIndex } from "../../scripts/feeds/sitemap.ts";
import { carriedByXml, hostileText } from "./hostile.ts";
import { seed } from "../seed.ts";
import { childOf, parseXml, textsOf } from "./parse-xml.ts";

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/feeds/${name}`, import.meta.url), "utf8");
const namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

const pages: SitemapEntry[] = [
  { loc: "https://blog.example/" },
  { loc: "https://blog.example/posts/q&a/", lastmod: Date.UTC(2024, 11, 16, 2, 13, 4) / 1000 },
  { loc: "https://blog.example/tags/%E6%97%A5/" },
];

describe("writeSitemap", () => {
  it("writes pages as its fixture shows", () => {
    expect(writeSitemap(pages)).toBe(fixture("sitemap.xml"));
  });

  it("carries any address", () => {
    console.log(`fast-check seed ${seed}`);
    fc.assert(
      fc.property(fc.array(hostileText), (locs) => {
        const root = parseXml(writeSitemap(locs.map((loc) => ({ loc }))));
        expect(root.name).toBe("urlset");
        expect(root.attributes["xmlns"]).toBe(namespace);
        expect(root.children.map((url) => childOf(url, "loc").text)).toEqual(locs.map(carriedByXml));
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe("writeSitemapIndex", () => {
  it("writes parts with the dates of their last changes", () => {
    const root = parseXml(
      writeSitemapIndex([
        { loc: "https://blog.example/sitemap-2024.xml", lastmod: 0 },
        { loc: "https://blog.example/b" },
      ]),
    );
    expect(root.name).toBe("sitemapindex");
    expect(root.attributes["xmlns"]).toBe(namespace);
    expect(root.children.map((part) => [part.name, ...textsOf(part, "loc"), ...textsOf(part, "lastmod")])).toEqual([
      ["sitemap", "https://blog.example/sitemap-2024.xml", "1970-01-01T00:00:00Z"],
      ["sitemap", "https://blog.example/b"],
    ]);
  });
});
