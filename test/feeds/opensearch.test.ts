import { describe, expect, it } from "vitest";
import { writeOpenSearch } from "../../scripts/feeds/opensearch.ts";
import { parseXml } from "./parse-xml.ts";
import { sampleSite } from "./sample.ts";

const textOf = (xml: string, name: string): string =>
  new RegExp(`<${name}[^>]*>([^<]*)</${name}>`).exec(xml)?.[1] ?? "";

describe("writeOpenSearch", () => {
  it("says where to search, with the address of the site, its language and its icon", () => {
    const xml = writeOpenSearch({ ...sampleSite, language: "de" });
    expect(() => parseXml(xml)).not.toThrow();
    expect(xml).toContain(
      '<Url type="text/html" method="get" template="https://blog.example/search/?q={searchTerms}"/>',
    );
    expect(textOf(xml, "Language")).toBe("de");
    expect(textOf(xml, "Image")).toBe("https://blog.example/favicon.ico");
  });

  it.each([
    ["Knots", "Knots", "Knots"],
    ["Sixteen letters!", "Sixteen letters!", "Sixteen letters!"],
    ["The Bindery & its <friends>", "The Bindery &amp;", "The Bindery &amp; its &lt;friends&gt;"],
    ["Donaudampfschifffahrt", "Donaudampfschiff", "Donaudampfschifffahrt"],
    ["𝒜".repeat(20), "𝒜".repeat(16), "𝒜".repeat(20)],
  ])("calls %s %s, in 16 characters at most", (title, short, long) => {
    const xml = writeOpenSearch({ ...sampleSite, title });
    expect([textOf(xml, "ShortName"), textOf(xml, "LongName")]).toEqual([short, long]);
  });
});
