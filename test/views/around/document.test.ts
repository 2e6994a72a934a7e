import { describe, expect, it } from "vitest";
import * as fixtures from "../../fixtures/views/models.ts";
import { theme } from "../../../src/views/default-theme.ts";
import { Dom, frame, models, pages, render, style } from "../pages.ts";

describe.each(pages)("the document of %s", (_, html) => {
  const dom = new Dom(html);

  it("has one heading of level 1, and skips no level", () => {
    const ranks = ["h1", "h2", "h3", "h4"].map((name) => dom.all(name).length);
    expect(ranks[0]).toBe(1);
    expect([...html.matchAll(/<h([1-6])/g)].map(([, rank]) => Number(rank))).toSatisfy((found: number[]) =>
      found.every((rank, index) => rank <= (found[index - 1] ?? 0) + 1),
    );
  });

  it("has its landmarks, and a first link that skips to the main one", () => {
    expect(["main", "footer"].map((name) => dom.all(name).length)).toEqual([1, 1]);
    expect(dom.all("header", { class: "masthead" })).toHaveLength(1);
    expect(dom.all("a")[0]?.attributes["href"]).toBe("#page:main");
    expect(dom.all("main")[0]?.attributes["id"]).toBe("page:main");
  });

  it("runs no script and has no style but the one whose digest is allowed", () => {
    expect(dom.all("script").map(({ attributes }) => attributes["type"])).toSatisfy((types: string[]) =>
      types.every((type) => type === "application/ld+json"),
    );
    expect(dom.all("style").map(({ text }) => text)).toEqual([style]);
    expect(dom.values("style")).toEqual([]);
    expect(html).not.toMatch(/\son[a-z]+=/);
  });

  it("uses no id twice", () => {
    expect(new Set(dom.values("id")).size).toBe(dom.values("id").length);
  });

  it("names its site, language, description and icons", () => {
    expect(dom.all("title")[0]?.text).toContain(fixtures.site.title);
    expect(dom.all("meta", { name: "description" })).toHaveLength(1);
    expect(dom.all("html")[0]?.attributes["lang"]).toMatch(/^[a-z]{2}$/);
    expect(dom.all("link", { rel: "icon" }).map(({ attributes }) => attributes["href"])).toEqual([
      "/favicon.ico",
      "/icon.svg",
    ]);
  });
});

describe("a hostile text", () => {
  const evil = `"'><x-evil></script><!--<script>&amp;`;
  const poison = (value: unknown, key = ""): unknown => {
    const kept = ["html", "lang", "of", "language"].includes(key) || value === "/";
    if (typeof value === "string") return kept ? value : `${value}${evil}`;
    if (Array.isArray(value)) return value.map((item) => poison(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, poison(item, name)]));
  };

  it.each(Object.entries(models))("stays text in every field of %s and of the site", (_, [kind, model]) => {
    const [bad, site] = [poison(model) as typeof model, poison(fixtures.site) as typeof fixtures.site];
    const dom = new Dom(render(kind, bad, { site, style: { text: "" }, theme }));
    expect(dom.all("x-evil")).toEqual([]);
    expect(dom.all("title")[0]?.text).toContain(evil);
    expect(dom.all("script").length).toBeLessThanOrEqual(1);
    dom.linkedData();
  });
});

describe("the language of a page", () => {
  it("is the post's, from right to left where it runs so, while the masthead keeps the site's", () => {
    const dom = new Dom(render("post", fixtures.arabicPost));
    expect(dom.all("html")[0]?.attributes).toEqual({ lang: "ar", dir: "rtl" });
    expect(dom.all("header", { class: "masthead" })[0]?.attributes).toMatchObject({ lang: "en", dir: "ltr" });
    expect(dom.all("span", { lang: "en", dir: "ltr" }).map(({ text }) => text)).toContain("Contents");
  });

  it("has a direction of its own only where it differs", () => {
    expect(new Dom(render("post", fixtures.japanesePost)).all("html")[0]?.attributes).toEqual({ lang: "ja" });
    expect(new Dom(render("post", fixtures.post)).all("html")[0]?.attributes).toEqual({ lang: "en" });
  });

  it.each([
    ["he", "rtl"],
    ["fa-IR", "rtl"],
    ["ur", "rtl"],
    ["az-Arab", "rtl"],
    ["uz-Latn", undefined],
    ["ar-Latn", undefined],
    ["pt-BR", undefined],
  ])("%s has the direction %s", (lang, direction) => {
    const dom = new Dom(render("page", { ...fixtures.page, lang }));
    expect(dom.all("html")[0]?.attributes["dir"]).toBe(direction);
  });
});

const current = (html: string): string[] =>
  new Dom(html).all("a", { "aria-current": "page" }).map(({ attributes }) => attributes["href"] ?? "");

describe("the masthead and the foot of a page", () => {
  it("mark the link to the page that they stand on", () => {
    expect(current(render("archive", fixtures.archive))).toEqual(["/archive/", "/archive/"]);
    expect(current(render("archive", fixtures.archiveYear))).toEqual(["/archive/2023/"]);
    expect(current(render("feeds", fixtures.feeds))).toEqual(["/feeds/"]);
    expect(current(render("post", fixtures.post))).toEqual([]);
  });

  it("lead to the top, the archive, the feeds and an article's Markdown", () => {
    const ways = (html: string): string[] =>
      new Dom(html.slice(html.indexOf("<footer"))).all("a").map(({ attributes }) => attributes["href"] ?? "");
    const everywhere = ["#", "/archive/", "/feeds/", "/rss.xml"];
    expect(ways(render("post", fixtures.post))).toEqual([...everywhere, fixtures.post.source]);
    expect(ways(render("tags", fixtures.tags))).toEqual(everywhere);
  });

  it("show the site's logo, whose name stands beside it", () => {
    const dom = new Dom(render("page", fixtures.page, { ...frame, site: { ...fixtures.site, logo: "logo.svg" } }));
    expect(dom.all("img", { class: "logo" })[0]?.attributes).toMatchObject({ src: "/logo.svg", alt: "" });
  });

  it("have no navigation where the site has no links", () => {
    const { nav: _, ...site } = fixtures.site;
    expect(render("page", fixtures.page, { ...frame, site })).not.toContain("<nav");
  });
});

it("contains no character that HTML forbids, whatever a title contains", () => {
  const html = render("post", { ...fixtures.post, title: "A\u0001B\u007f <\uffff>" });
  expect(html).toContain("AB &lt;&gt;");
  expect(html).not.toMatch(/[^\P{Cc}\t\n\f\r]|[\ufffe\uffff]/u);
});

it("says on a numbered page from when to when its posts are, and leads to the newest, since its number counts from the oldest", () => {
  for (const [model, name] of [
    [fixtures.numberedHome, "Posts"],
    [fixtures.numberedTagList, "paper"],
  ] as const) {
    const dom = new Dom(render("list", model));
    const [heading] = dom.all("h1");
    expect(heading?.text).toBe(name);
    expect(render("list", model)).toContain(`<h1 class="p-name"><a href="${model.path}">`);
    const [range] = dom.all("p", { class: "meta" });
    expect(range?.text).toBe("1 October 2024 – 2 November 2024");
  }
  expect(new Dom(render("list", fixtures.tagList)).all("h1")[0]?.text).toBe("C#");
});

describe("the stylesheet of a page", () => {
  const lighter = { lean: { text: "lean{}" }, rich: { text: "rich{}" } };
  const dressed = { ...frame, style: { text: "all{$&}", lighter } };
  const styleOf = (html: string): string | undefined => /<style>(.*?)<\/style>/s.exec(html)?.[1];

  it.each([
    ["<p>Plain, with <code>code</code>.", "lean{}"],
    ["<pre>code</pre>", "rich{}"],
    ["<TABLE><tr><td>1</table>", "rich{}"],
    ["<p><math><mi>x</mi></math>", "all{$&}"],
    ["<details><summary>More</summary></details>", "rich{}"],
    ['<div class="alert alert-note">', "rich{}"],
    ['<section class="footnotes">', "rich{}"],
  ])("has what %s needs", (html, style) => {
    const { contents: _, series: __, ...plain } = fixtures.post;
    expect(styleOf(render("post", { ...plain, html }, dressed))).toBe(style);
  });
});
