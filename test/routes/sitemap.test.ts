import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sitemapRoutes } from "../../scripts/routes/sitemap-routes.ts";
import { LiveLists, Sequence } from "../../scripts/site/live-lists.ts";
import { defaultSite } from "../../src/content/site.ts";
import { builtIn } from "../../src/content/taxonomies.ts";
import { childOf, parseXml, textsOf } from "../feeds/parse-xml.ts";
import { post, temporaryFolder } from "../folder.ts";
import { compile } from "../compiled-site.ts";

const folder = temporaryFolder();
let sites = 0;
const site = (files: Readonly<Record<string, string>>) =>
  compile(join(folder, `site-${++sites}`), { "site.yaml": "url: https://blog.example\ncards: false\n", ...files });

/** What a part of a sitemap lists, as path and date of the last change. */
const listed = (xml: string | undefined): (string | undefined)[][] =>
  parseXml(xml ?? "").children.map((url) => [
    new URL(childOf(url, "loc").text).pathname,
    textsOf(url, "lastmod")[0]?.slice(0, 10),
  ]);

const files = {
  "posts/a.md": post("A", "2023-01-01", { tags: "[x, Łódź]", author: "Ada", series: "S" }),
  "posts/b.md": post("B", "2024-02-01", { tags: "[x]", author: "Ada" }),
};

describe("the sitemap", () => {
  it("lists tags, authors, series and years, each with the date of its newest post", async () => {
    const { text } = await site(files);
    expect(listed(text("/sitemap-lists.xml"))).toEqual([
      ["/archive/2023/", "2023-01-01"],
      ["/archive/2024/", "2024-02-01"],
      ["/authors/ada/", "2024-02-01"],
      ["/series/s/", "2023-01-01"],
      ["/tags/%C5%82%C3%B3d%C5%BA/", "2023-01-01"],
      ["/tags/x/", "2024-02-01"],
    ]);
    expect(listed(text("/sitemap.xml"))).toContainEqual(["/sitemap-lists.xml", "2024-02-01"]);
  });

  it("lists nothing that readers don't find, at any moment", async () => {
    const { text, target } = await site({
      ...files,
      "posts/soon.md": post("Soon", "2026-03-01", { tags: "[soon, x]" }),
      "posts/event.md": post("Event", "2025-03-01", { tags: "event", expires: "2026-04-01" }),
    });
    const at = (iso: string): number => Date.parse(iso) / 1000;
    for (const [moment, tags] of [
      [at("2026-02-28"), ["event", "x", "Łódź"]],
      [at("2026-03-01"), ["event", "soon", "x", "Łódź"]],
      [at("2026-04-01"), ["soon", "x", "Łódź"]],
    ] as const) {
      const lists = listed(text("/sitemap-lists.xml", moment));
      const found = lists.filter(([path]) => path?.startsWith("/tags/"));
      expect(found.map(([path]) => decodeURI(path ?? ""))).toEqual(
        expect.arrayContaining(tags.map((tag) => `/tags/${tag.toLowerCase()}/`)),
      );
      expect(found).toHaveLength(tags.length);
      expect(lists.filter(([path]) => target(path ?? "", moment) === undefined)).toEqual([]);
    }
    expect(listed(text("/sitemap-lists.xml", at("2026-03-01")))).toContainEqual(["/tags/x/", "2026-03-01"]);
  });

  it("has no part for lists while there is no post", async () => {
    const { target, text } = await site({ "posts/.keep": "" });
    expect(target("/sitemap-lists.xml")).toBeUndefined();
    expect(listed(text("/sitemap.xml")).map(([path]) => path)).toEqual(["/sitemap-pages.xml"]);
  });

  it("says only of a post that it was updated, and nothing about an edit", async () => {
    const before = await site(files);
    const edited = await site({ ...files, "posts/b.md": `${files["posts/b.md"]}More.\n` });
    const updated = await site({
      ...files,
      "posts/a.md": post("A", "2023-01-01", { tags: "[x, Łódź]", author: "Ada", series: "S", updated: "2025-05-05" }),
    });
    const parts = [
      "/sitemap-lists.xml",
      "/sitemap-pages.xml",
      "/sitemap-2023.xml",
      "/sitemap-2024.xml",
      "/sitemap.xml",
    ];
    const changedIn = (after: typeof before): string[] =>
      parts.filter((path) => after.text(path) !== before.text(path));
    expect(changedIn(edited)).toEqual([]);
    expect(changedIn(updated)).toEqual(["/sitemap-2023.xml", "/sitemap.xml"]);
  });

  it("has parts of no more than 5,000 lists", () => {
    const [taxonomy] = builtIn;
    if (!taxonomy) throw new Error("there are no taxonomies");
    const live = new LiveLists();
    for (let tag = 0; tag < 5001; tag++)
      live.terms.set({ taxonomy, slug: `${tag}`, path: `/tags/${tag}/` }, new Sequence());
    const routes = sitemapRoutes({ site: defaultSite, live, newest: 0 }, []);
    const textOf = (path: string): string | undefined => {
      const route = routes.find((each) => each.path === path);
      return route && "text" in route ? route.text.read() : undefined;
    };
    const parts = ["/sitemap-lists.xml", "/sitemap-lists-2.xml"].map((path) => listed(textOf(path)));
    expect(parts.map(({ length }) => length)).toEqual([5000, 1]);
    expect(listed(textOf("/sitemap.xml")).map(([path]) => path)).toContain("/sitemap-lists-2.xml");
  });
});
