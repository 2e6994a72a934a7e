import { describe, expect, it } from "vitest";
import { readZola } from "../../../scripts/import/zola/zola.ts";
import { zolaSlug } from "../../../scripts/import/zola/zola-slug.ts";
import { bodyOf, move } from "../old-site.ts";

const text = (fields: string, body = "Text.\n"): string => `+++\n${fields}\n+++\n${body}`;

// As the Rust crates slug and deunicode have it.
describe("a slug of Zola", () => {
  it.each([
    ["I-unsound issues 🦀", "i-unsound-issues-crab"],
    ["cargo publish --workspace", "cargo-publish-workspace"],
    ["Ünïcödé — dash", "unicode-dash"],
    ["What's new?", "what-s-new"],
    ["你好 世界", "ni-hao-shi-jie"],
    ["Привет", "privet"],
    ["標準のターゲットをセットする", "biao-zhun-notagetutowosetutosuru"],
  ])("of %s is %s", (name, slug) => {
    expect(zolaSlug(name)).toBe(slug);
  });
});

describe("a Zola site", () => {
  const moved = () =>
    move(readZola, {
      "config.toml":
        'base_url = "https://weir.example"\ngenerate_feeds = true\nfeed_filenames = ["feed.xml"]\ntaxonomies = [{ name = "tags" }]\n[extra]\nmenu = [{ name = "News", url = "$BASE_URL/news/" }]\n',
      "content/_index.md": text('title = "Weir"'),
      "content/news/_index.md": text('title = "News"', ""),
      "content/news/a.md": text(
        'title = "A"\ndate = 2020-01-02\n[taxonomies]\ntags = ["C++"]',
        "## Ferris 🦀 wins\n\n[top](#ferris-crab-wins) [list](@/news/_index.md)\n",
      ),
    });

  it("has the title of its first section, and the menu of its theme", () => {
    expect(moved().site).toMatchObject({ title: "Weir", nav: [{ title: "News", path: "/archive/" }] });
  });

  it("keeps its anchors", () => {
    expect(bodyOf(moved().texts["posts/a.md"])).toMatch(/^## Ferris 🦀 wins \{#ferris-crab-wins\}$/m);
  });

  it("keeps the addresses of lists and feeds", () => {
    expect(moved().site.redirects).toMatchObject({
      "/news/": "/archive/",
      "/news/feed.xml": "/rss.xml",
      "/tags/c/": "/tags/c++/",
      "/tags/c/feed.xml": "/tags/c++/rss.xml",
    });
    expect(bodyOf(moved().texts["posts/a.md"])).toContain("[list](/archive/)");
  });

  it("is not one of Hugo", () => {
    expect(() =>
      move(readZola, { "config.toml": 'baseURL = "https://weir.example"\n', "content/a.md": text('title = "A"') }),
    ).toThrow("is the folder of a Hugo site");
  });
});
