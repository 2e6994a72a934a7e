import { describe, expect, it } from "vitest";
import { readWordPress } from "../../../scripts/import/wordpress/wordpress.ts";
import { move } from "../old-site.ts";

const item = (inner: string): string => `<item>${inner}</item>`;
const post = (link: string, more = ""): string =>
  item(
    `<title>A</title><link>https://weir.example${link}</link><dc:creator>ada</dc:creator><content:encoded>Text</content:encoded><wp:post_id>1</wp:post_id><wp:post_date>2024-03-05 10:00:00</wp:post_date><wp:post_date_gmt>2024-03-05 10:00:00</wp:post_date_gmt><wp:post_name>a</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>${more}`,
  );
const wordpress = (...items: readonly string[]) =>
  move(readWordPress, {
    "export.xml": `<rss><channel><title>Weir</title><link>https://weir.example</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>ada</wp:author_login><wp:author_display_name>Ada Quill</wp:author_display_name></wp:author>
<wp:author><wp:author_login>bo</wp:author_login><wp:author_display_name>Bo Marsh</wp:author_display_name></wp:author>
<wp:category><wp:category_nicename>rivers</wp:category_nicename><wp:category_parent></wp:category_parent></wp:category>
<wp:category><wp:category_nicename>weirs</wp:category_nicename><wp:category_parent>rivers</wp:category_parent></wp:category>
${items.join("\n")}</channel></rss>`,
  });

describe("a WordPress export", () => {
  it("may have addresses with two slashes", () => {
    expect(wordpress(post("//greek/a/")).aliasesOf("posts/a.md")).toEqual(["/greek/a/"]);
  });

  it("names all authors of a post that has several", () => {
    const terms =
      '<category domain="author" nicename="cap-ada">ada</category><category domain="author" nicename="cap-bo">bo</category>';
    const { texts } = wordpress(post("/a/", terms));
    expect(texts["posts/a.md"]).toContain("author:\n  - Ada Quill\n  - Bo Marsh\n");
    expect(texts["posts/a.md"]).not.toContain("#");
  });

  it("keeps the addresses of its lists and their feeds", () => {
    const { site } = wordpress(post("/a/", '<category domain="category" nicename="weirs">Weirs</category>'));
    expect(site.redirects).toMatchObject({
      "/category/rivers/weirs/": "/categories/weirs/",
      "/category/weirs/feed/": "/categories/weirs/rss.xml",
      "/author/ada/": "/authors/ada-quill/",
      "/2024/03/": "/archive/2024/",
    });
  });

  it("has the navigation of its only menu", () => {
    const entry = item(
      '<title>The A</title><wp:post_id>2</wp:post_id><wp:status>publish</wp:status><wp:post_type>nav_menu_item</wp:post_type><wp:menu_order>1</wp:menu_order><category domain="nav_menu" nicename="short">Short</category><wp:postmeta><wp:meta_key>_menu_item_type</wp:meta_key><wp:meta_value>post_type</wp:meta_value></wp:postmeta><wp:postmeta><wp:meta_key>_menu_item_object_id</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta>',
    );
    expect(wordpress(post("/a/"), entry).site["nav"]).toEqual([{ title: "The A", path: "/posts/a/" }]);
  });
});
