import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { feedHtml } from "../../scripts/feeds/feed-html.ts";
import { Text } from "../../scripts/store/text.ts";
import { hostileText } from "./hostile.ts";
import { seed } from "../seed.ts";
import { attributesOf, relativeUrlsOf, urlsOf } from "./urls.ts";

const page = "https://blog.example/posts/glue/";
const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/feed-content/${name}`, import.meta.url), "utf8");
const feedContent = (html: string, language = "en"): string => feedHtml(Text.leaf(html), page, language);

describe("feedHtml", () => {
  it("makes of a post's page what its fixture shows", () => {
    expect(feedContent(fixture("post.html"))).toBe(fixture("post.feed.html"));
  });

  it("has nothing left to do the second time", () => {
    expect(feedContent(fixture("post.feed.html"))).toBe(fixture("post.feed.html"));
  });

  it("leaves no relative URL, whatever its form", () => {
    const forms = [
      "/a",
      "a",
      "./a",
      "../a",
      "a/b.png",
      "?q",
      "#f",
      "//host/a",
      "///a",
      "\\a",
      "/a b",
      "a%20b",
      "日本.png",
    ];
    const tags = [
      "<a href='*'>x</a>",
      "<img src='*'>",
      "<img srcset='* 1x, * 2x'>",
      "<video poster='*' src='*'></video>",
    ];
    const more = ["<q cite='*'>x</q>", "<object data='*'></object>", "<form action='*'></form>", "<area href='*'>"];
    for (const form of forms)
      for (const tag of [...tags, ...more, ...tags.map((tag) => `<picture><source srcset='*'>${tag}</picture>`)]) {
        const content = feedContent(tag.replaceAll("*", form));
        expect(urlsOf(content), `${tag} with ${form}`).not.toEqual([]);
        expect(relativeUrlsOf(content), `${tag} with ${form}`).toEqual([]);
      }
  });

  it("keeps the candidates of a srcset apart when their URLs contain commas", () => {
    const html = `<img srcset="a,b.png 1x,data:image/png;base64,AA== 2x, c.png">`;
    expect(urlsOf(feedContent(html))).toEqual([`${page}a,b.png`, "data:image/png;base64,AA==", `${page}c.png`]);
  });

  it("keeps the text of links that lead nowhere or run a script", () => {
    expect(feedContent(`<a href="">a</a> <a href=" JavaScript:x()">b</a> <a href="http://[">c</a>`)).toBe("a b c");
  });

  it("drops the anchor of a heading but no other link in it", () => {
    const html = `<h3><a href="/x/">Glue</a> <a class="anchor" href="#glue">#</a></h3><p><a class="anchor" href="/y/">y</a></p>`;
    expect(feedContent(html)).toBe(
      `<h3><a href="https://blog.example/x/">Glue</a></h3><p><a href="https://blog.example/y/">y</a></p>`,
    );
  });

  it("says where text runs from right to left", () => {
    expect(feedContent("<p>حبر</p>", "ar")).toBe(`<div lang="ar" dir="rtl"><p>حبر</p></div>`);
    expect(feedContent("<p>Tinte</p>", "de")).toBe("<p>Tinte</p>");
    expect(feedContent('<pre tabindex="0"><code>x</code></pre>', "ar")).toContain(
      '<pre dir="ltr"><code>x</code></pre>',
    );
    expect(feedContent('<pre tabindex="0"><code>x</code></pre>', "de")).toBe("<pre><code>x</code></pre>");
  });

  it("keeps formulas that have no TeX as they are", () => {
    const html = "<math><mi>x</mi></math>";
    expect(feedContent(html)).toBe(html);
  });

  it("leaves neither relative URLs nor attributes of our page in any HTML", () => {
    const element = fc.constantFrom(
      "p",
      "a",
      "b",
      "span",
      "h2",
      "picture",
      "img",
      "math",
      "svg",
      "table",
      "td",
      "pre",
      "br",
    );
    const name = fc.constantFrom("href", "src", "srcset", "class", "id", "title", "alttext", "onclick", "cite");
    const tag = fc
      .tuple(fc.constantFrom("<", "</", "<!", "< "), element, name, hostileText, fc.constantFrom(">", "/>", ""))
      .map(([open, element, name, value, close]) => `${open}${element} ${name}="${value.slice(0, 100)}"${close}`);
    const html = fc
      .array(
        fc.oneof(
          tag,
          hostileText.map((text) => text.slice(0, 100)),
        ),
      )
      .map((parts) => parts.join(""));
    console.log(`fast-check seed ${seed}`);
    fc.assert(
      fc.property(html, (html) => {
        const content = feedContent(html);
        expect(relativeUrlsOf(content)).toEqual([]);
        expect(attributesOf(content).filter(([name]) => /^(class|id|on.*)$/.test(name))).toEqual([]);
      }),
      { seed, numRuns: 1000 },
    );
  });
});
