import { describe, expect, it } from "vitest";
import { differences, furnitureOf } from "../../scripts/compare/differences.ts";
import { readPage, type Seen } from "../../scripts/compare/seen.ts";

const seen = (body: string, attributes = "", head = ""): Seen =>
  readPage(`<html ${attributes}><head>${head}</head><article>${body}</article></html>`);
const compared = (old: Seen, now: Seen, furniture: ReadonlySet<string> = new Set(), timezone = "UTC") =>
  differences("/old/", "/new/", old, now, { furniture, timezone, isNamed: false });

describe("what a new page lacks", () => {
  it("is nothing where it has more, and in another order", () => {
    const found = compared(seen("<p>a b</p><img>"), seen("<p>b</p><p>a c</p><img><img>"));
    expect(found).toEqual({
      path: "/old/",
      to: "/new/",
      words: 2,
      lost: [],
      isNamed: false,
      headings: [],
      structure: {},
      anchors: [],
    });
  });

  it("is each word as often as it is missing", () => {
    expect(compared(seen("a a a b"), seen("a")).lost).toEqual(["a", "a", "b"]);
  });

  it("is headings, structure and anchors, but for those of footnotes", () => {
    const found = compared(
      seen('<h2 id="x">A</h2><pre>1</pre><pre>2</pre><sup id="fnref:1">1</sup>'),
      seen("A 1 2 <pre>1</pre>"),
    );
    expect(found).toMatchObject({ headings: ["a"], structure: { code: [2, 1] }, anchors: ["x"] });
  });

  it("is the day, unless both are the same moment", () => {
    const dated = (date: string): Seen => seen("a", "", `<meta property="article:published_time" content="${date}">`);
    expect(compared(dated("2024-03-05"), dated("2024-03-06")).date).toEqual(["2024-03-05", "2024-03-06"]);
    expect(compared(dated("2024-03-05T23:30:00Z"), dated("2024-03-06T00:30:00+01:00")).date).toBeUndefined();
    expect(compared(dated("2024-03-05T00:30:00+01:00"), dated("2024-03-05")).date).toBeUndefined();
    expect(compared(seen("a"), dated("2024-03-05")).date).toBeUndefined();
  });

  it("is not reported where the new blog shows that day in its zone", () => {
    const dated = (date: string): Seen => seen("a", "", `<meta property="article:published_time" content="${date}">`);
    const [old, now] = [dated("2024-03-06"), dated("2024-03-05T16:00:00Z")];
    expect(compared(old, now, undefined, "Asia/Shanghai").date).toBeUndefined();
    expect(compared(old, now, undefined, "Europe/Berlin").date).toBeDefined();
  });

  it("is the day in the new site's zone, where the old date says no offset", () => {
    const dated = (date: string): Seen => seen("a", "", `<meta property="article:published_time" content="${date}">`);
    const found = (old: string) =>
      compared(dated(old), dated("2012-08-09T01:50:00Z"), undefined, "America/Los_Angeles").date;
    expect(found("2012-08-08 18:50")).toBeUndefined();
    expect(found("2012-08-08")).toBeUndefined();
    expect(found("2012-08-07 18:50")).toBeDefined();
    expect(found("2012-08-07")).toBeDefined();
  });

  it("is the language, whatever its country", () => {
    expect(compared(seen("a", 'lang="fr"'), seen("a", 'lang="en"')).language).toEqual(["fr", "en"]);
    expect(compared(seen("a", 'lang="en-GB"'), seen("a", 'lang="en"')).language).toBeUndefined();
  });
});

describe("what the old theme says", () => {
  it("is what most pages have, and counts as nobody's words", () => {
    const pages = ["a", "b", "c", "d"].map((text) => ({
      path: `/${text}/`,
      old: seen(`<p>${text}</p><p>Share this</p>`),
    }));
    const furniture = furnitureOf(pages)("/a/");
    expect([...furniture]).toEqual(["Share this"]);
    expect(compared(seen("<p>a</p><p>Share this</p>"), seen("a"), furniture)).toMatchObject({ words: 1, lost: [] });
  });

  it("is looked for in each folder, but not in those of dates", () => {
    const page = (path: string, more: string) => ({ path, old: seen(`<p>${path}</p><p>${more}</p>`) });
    const names = Array.from({ length: 8 }, (_, index) => String.fromCharCode(97 + index));
    const furniture = furnitureOf([
      ...names.slice(0, 4).map((name) => page(`/docs/${name}/`, "Improve this page")),
      ...names.slice(4).map((name) => page(`/2024/03/${name}/`, "Same news")),
      ...names.map((name) => page(`/${name}/`, name)),
    ]);
    expect([...furniture("/docs/a/")]).toEqual(["Improve this page"]);
    expect([...furniture("/docs/")]).toEqual([]);
    expect([...furniture("/2024/03/e/")]).toEqual([]);
  });
});
