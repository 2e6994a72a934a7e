import { describe, expect, it } from "vitest";
import { defaultSite } from "../../src/content/site.ts";
import { linkHeaders } from "../../src/http/link-header.ts";

const site = { ...defaultSite, url: "https://blog.example", hub: "https://hub.example/?a,b" };

describe("the Link header", () => {
  it("of posts and pages leads to their Markdown", () => {
    expect(linkHeaders("/posts/%D8%AD%D8%A7%D9%81%D8%A9/", "post", site)).toEqual({
      link: '</posts/%D8%AD%D8%A7%D9%81%D8%A9.md>; rel="alternate"; type="text/markdown"',
    });
    expect(linkHeaders("/about/", "page", site)).toEqual({
      link: '</about.md>; rel="alternate"; type="text/markdown"',
    });
  });

  it.each(["rss", "atom", "jsonfeed"] as const)(
    "of %s names the hub and the feed's own URL, where there is a hub",
    (kind) => {
      expect(linkHeaders("/tags/c++/rss.xml", kind, site)).toEqual({
        link: '<https://hub.example/?a,b>; rel="hub", <https://blog.example/tags/c++/rss.xml>; rel="self"',
      });
      expect(linkHeaders("/tags/c++/rss.xml", kind, defaultSite)).toEqual({});
    },
  );

  it.each(["list", "archive", "sitemap", "markdown"] as const)("is not sent with %s", (kind) => {
    expect(linkHeaders("/x/", kind, site)).toEqual({});
  });
});
