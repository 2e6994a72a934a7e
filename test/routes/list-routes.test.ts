import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { post, temporaryFolder } from "../folder.ts";
import { compile } from "../compiled-site.ts";

const folder = temporaryFolder();
let sites = 0;

const files = (count: number, more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  "site.yaml": "url: https://blog.example\ncards: false\npostsPerPage: 3\n",
  "posts/.keep": "",
  ...Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `posts/p${n}.md`,
      post(`P${n}`, `2024-01-${String(n + 1).padStart(2, "0")}`, { tags: "t", ...more }),
    ]),
  ),
});
const site = (all: Readonly<Record<string, string>>) => compile(join(folder, `site-${++sites}`), all);

const titles = (model: Record<string, unknown>): string[] =>
  (model["posts"] as { title: string }[]).map(({ title }) => title);

describe("the home page", () => {
  const text = "\n## A heading\n\nOne[^1] of `two`.\n\n[^1]: Note.\n\nMore.\n";
  const home = async (settings: string, ofNewest: Readonly<Record<string, string>>) => {
    const all = files(2);
    const { model } = await site({
      ...all,
      "site.yaml": `${all["site.yaml"]}${settings}`,
      "posts/new.md": post("New", "2024-02-01", ofNewest, text),
    });
    return model("/");
  };

  it("has the first paragraph of its newest post, without footnotes", async () => {
    expect(await home("", { description: "About it." })).toMatchObject({ html: "<p>One of <code>two</code>.</p>" });
  });

  it("has none where the post is described by its first paragraph already", async () => {
    expect(await home("", {})).not.toHaveProperty("html");
  });

  it("has all of it with `home: newest`", async () => {
    const { html } = await home("home: newest\n", {});
    expect(html).toContain('<h2 id="a-heading">');
    expect(html).toContain('<li id="fn:1"');
  });

  it("has years, and series, those that continued last first", async () => {
    const all = {
      ...files(2),
      "posts/a.md": post("A", "2022-01-01", { series: "Old" }),
      "posts/b.md": post("B", "2023-01-01", { series: "Young" }),
    };
    const { model, target } = await site(all);
    expect(model("/")).toMatchObject({
      years: ["2024", "2023", "2022"].map((title) => ({ title, path: `/archive/${title}/` })),
      series: [
        { title: "Young", path: "/series/young/" },
        { title: "Old", path: "/series/old/" },
      ],
    });
    expect(target("/page/1/")).toBeUndefined();
  });
});

describe("a list", () => {
  it.each([
    [0, [[]]],
    [2, [["P1", "P0"]]],
    [5, [["P4", "P3", "P2", "P1", "P0"]]],
    [
      6,
      [
        ["P5", "P4", "P3"],
        ["P2", "P1", "P0"],
      ],
    ],
    [
      8,
      [
        ["P7", "P6", "P5", "P4", "P3"],
        ["P2", "P1", "P0"],
      ],
    ],
    [
      9,
      [
        ["P8", "P7", "P6"],
        ["P5", "P4", "P3"],
        ["P2", "P1", "P0"],
      ],
    ],
  ])("of %i posts shows the newest first and fills its numbered pages from the oldest", async (count, pages) => {
    const { model, target } = await site(files(count));
    const found = [
      model("/"),
      ...Array.from({ length: pages.length - 1 }, (_, n) => model(`/page/${pages.length - 1 - n}/`)),
    ];
    expect(found.map(titles)).toEqual(pages);
    expect(target(`/page/${pages.length}/`)).toBeUndefined();
    expect(target("/page/0/")).toBeUndefined();
  });

  it("leads from page to page and back", async () => {
    const { model } = await site(files(9));
    const ways = ["/", "/page/2/", "/page/1/"].map((path) => [model(path)["newer"], model(path)["older"]]);
    expect(ways).toEqual([
      [undefined, "/page/2/"],
      ["/", "/page/1/"],
      ["/page/2/", undefined],
    ]);
  });

  it("of a tag is named as its oldest post spells it, and contains a post once", async () => {
    const { model } = await site({
      "posts/a.md": post("A", "2024-01-01", { tags: "[Web, web]" }),
      "posts/b.md": post("B", "2024-02-01", { tags: "WEB" }),
    });
    expect(model("/tags/web/")).toMatchObject({ title: "Web", posts: [{ title: "B" }, { title: "A" }] });
    expect(model("/tags/")).toMatchObject({ tags: [{ title: "Web", count: 2 }] });
  });

  it("of tags has those with numbers in their order", async () => {
    const { model } = await site({ "posts/a.md": post("A", "2024-01-01", { tags: "[Tag 10, Tag 2, tag 1, Alpha]" }) });
    expect((model("/tags/")["tags"] as { title: string }[]).map(({ title }) => title)).toEqual([
      "Alpha",
      "tag 1",
      "Tag 2",
      "Tag 10",
    ]);
  });

  it("has no numbered page left where all its posts give way to one at the same moment", async () => {
    const last = Date.UTC(2026, 2, 1) / 1000;
    const { target } = await site({
      ...files(6, { series: "S", expires: "2026-03-01" }),
      "posts/z.md": post("Z", "2026-03-01", { tags: "t", series: "S" }),
    });
    const paths = ["/tags/t/", "/tags/t/page/1/", "/series/s/", "/series/s/page/1/"];
    const kinds = (at: number) => paths.map((path) => target(path, at)?.kind);
    expect(kinds(last - 1)).toEqual(["list", "list", "list", "redirect"]);
    expect(kinds(last)).toEqual(["list", undefined, "list", undefined]);
  });

  it("marks posts in another language than the site's", async () => {
    const { model } = await site({
      "posts/a.md": post("A", "2024-01-01", { lang: "ar" }),
      "posts/b.md": post("B", "2024-01-02"),
    });
    expect((model("/")["posts"] as { lang?: string }[]).map(({ lang }) => lang)).toEqual([undefined, "ar"]);
  });
});

describe("a series", () => {
  it("is one list in the order of reading, to which the numbered pages lead that it would have as another list", async () => {
    const { model, target } = await site(files(7, { series: "S" }));
    expect(titles(model("/series/s/"))).toEqual(["P0", "P1", "P2", "P3", "P4", "P5", "P6"]);
    expect(target("/series/s/page/1/")).toMatchObject({ kind: "redirect", to: "/series/s/" });
  });

  it("is named by a post with the twenty parts before it at most, so that a new part changes none of the old ones", async () => {
    const { model } = await site(files(25, { series: "S" }));
    const { earlier, position } = model("/posts/p24/")["series"] as { earlier: { title: string }[]; position: number };
    expect([position, earlier.length, earlier[0]?.title, earlier.at(-1)?.title]).toEqual([25, 20, "P4", "P23"]);
    expect(JSON.stringify(model("/posts/p3/"))).not.toContain("P5");
  });
});

describe("a post", () => {
  it("names its neighbours in time, its series, and older posts that share most tags", async () => {
    const { model } = await site({
      "posts/a.md": post("A", "2024-01-01", { tags: "[x, y]" }),
      "posts/b.md": post("B", "2024-02-01", { tags: "[x]", series: "S" }),
      "posts/c.md": post("C", "2024-03-01", { series: "S" }),
      "posts/d.md": post("D", "2024-04-01", { tags: "[x, y]", series: "S" }),
      "posts/e.md": post("E", "2024-05-01", { tags: "[x, y]" }),
    });
    expect(model("/posts/d/")).toMatchObject({
      older: { title: "C" },
      newer: { title: "E" },
      related: [{ title: "A" }, { title: "B" }],
      series: { title: "S", path: "/series/s/", position: 3, earlier: [{ title: "B" }, { title: "C" }] },
    });
  });

  it("with the date of another comes after it when its slug does", async () => {
    const { model } = await site({ "posts/b.md": post("B", "2024-01-01"), "posts/a.md": post("A", "2024-01-01") });
    expect(titles(model("/"))).toEqual(["B", "A"]);
  });
});

describe("the archive", () => {
  it("counts the years and gives each its page", async () => {
    const { model } = await site({
      "posts/a.md": post("A", "2023-05-05"),
      "posts/b.md": post("B", "2024-05-05"),
      "posts/c.md": post("C", "2024-06-05"),
    });
    expect(model("/archive/")).toMatchObject({
      years: [
        { title: "2024", count: 2 },
        { title: "2023", count: 1 },
      ],
    });
    expect(model("/archive/2024/")).toMatchObject({
      groups: [
        {
          year: "2024",
          posts: [
            { title: "C", date: { day: "5 Jun" } },
            { title: "B", date: { day: "5 May" } },
          ],
        },
      ],
    });
  });

  it("knows the year in the site's zone", async () => {
    const { model } = await site({
      "site.yaml": "timezone: Pacific/Auckland\n",
      "posts/a.md": post("A", "2023-12-31T12:00:00Z"),
    });
    expect(model("/archive/2024/")).toMatchObject({ year: "2024" });
  });
});
