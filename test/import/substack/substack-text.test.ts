import { describe, expect, it } from "vitest";
import { substackText } from "../../../scripts/import/substack/substack-text.ts";

const attributes = (data: object): string => JSON.stringify(data).replaceAll('"', "&quot;");

describe("Substack's cards", () => {
  it.each([
    ["a button", '<p class="button-wrapper"><a class="button" href="/x">Subscribe</a></p><p>A</p>', "A"],
    ["a paywall", '<div class="paywall-jump" data-component-name="PaywallToDOM"></div><p>A</p>', "A"],
    [
      "a tweet",
      `<div class="tweet" data-attrs="${attributes({ url: "https://x.example/1", full_text: "It & rains", name: "Ada" })}"></div>`,
      "> It & rains\n> \n> — [Ada](https://x.example/1)",
    ],
    [
      "a formula",
      `<div class="latex-rendered" data-attrs="${attributes({ persistentExpression: "a < b" })}"></div>`,
      "$$\na < b\n$$",
    ],
    [
      "a post elsewhere",
      `<div class="digest-post-embed" data-attrs="${attributes({ canonical_url: "https://a.example/p/b", title: "B" })}"></div>`,
      "[B](https://a.example/p/b)",
    ],
    [
      "a poem",
      '<div class="preformatted-block"><label>Text</label><pre class="text">one\ntwo</pre></div>',
      "one  \ntwo",
    ],
    [
      "a picture without a caption",
      '<div class="captioned-image-container"><figure><a href="/b"><img src="https://a.example/b.png" alt="B"></a></figure></div>',
      "![B](https://a.example/b.png)",
    ],
  ])("become what they show: %s", (_, html, expected) => {
    expect(substackText(html).trim()).toBe(expected);
  });

  it("have footnotes with marks that no escape breaks", () => {
    const html =
      '<p>A * b<a class="footnote-anchor" href="#footnote-2">2</a></p><div class="footnote"><a class="footnote-number">2</a><div class="footnote-content"><p>C</p><p>D</p></div></div>';
    expect(substackText(html).trim()).toMatch(/^A \\?\* b\[\^2\]\n\n\[\^2\]: C\n\n {4}D$/);
  });
});
