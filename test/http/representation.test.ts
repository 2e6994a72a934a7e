import { describe, expect, it } from "vitest";
import { defaultSite, type Site } from "../../src/content/site.ts";
import { represent } from "../../src/http/representation.ts";
import type { Content } from "../../src/content/release.ts";

const site = { ...defaultSite, url: "https://blog.example", hub: "https://hub.example/?a,b" };

const header = { style: { text: "", digest: "" }, look: "", lookModified: 0, moments: [], firstPaths: {} };
const until = { path: Infinity, site: Infinity };

const linkOf = (path: string, kind: Content["kind"], site: Site): string | undefined =>
  represent(path, { kind, key: "", modified: 0 }, 0, until, { ...header, site }, {}).fields["link"];

describe("the Link header", () => {
  it("of posts and pages leads to their Markdown", () => {
    expect(linkOf("/posts/%D8%AD%D8%A7%D9%81%D8%A9/", "post", site)).toBe(
      '</posts/%D8%AD%D8%A7%D9%81%D8%A9.md>; rel="alternate"; type="text/markdown"',
    );
    expect(linkOf("/about/", "page", site)).toBe('</about.md>; rel="alternate"; type="text/markdown"');
  });

  it.each(["rss", "atom", "jsonfeed"] as const)(
    "of %s names the hub and the feed's own URL, where there is a hub",
    (kind) => {
      expect(linkOf("/tags/c++/rss.xml", kind, site)).toBe(
        '<https://hub.example/?a,b>; rel="hub", <https://blog.example/tags/c++/rss.xml>; rel="self"',
      );
      expect(linkOf("/tags/c++/rss.xml", kind, defaultSite)).toBeUndefined();
    },
  );

  it.each(["list", "archive", "sitemap", "markdown"] as const)("is not sent with %s", (kind) => {
    expect(linkOf("/x/", kind, site)).toBeUndefined();
  });
});
