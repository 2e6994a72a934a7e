import { describe, expect, it } from "vitest";
import { compileText } from "./compile-text.ts";

describe("an empty line", () => {
  it.each([
    [
      "a comment",
      "<div>\n<!-- a\n\nb *c*\n\n-->\n</div>\n\n*d*",
      "<div>\n<!-- a\n\nb *c*\n\n-->\n</div>\n<p><em>d</em></p>\n",
    ],
    ["a comment in a paragraph", "a <!-- b\n\nc --> d\n*e*", "<p>a <!-- b\n\nc --> d\n<em>e</em></p>\n"],
    ["a comment in a list", "- a <!-- b\n\n  c --> d", "<ul>\n<li>a <!-- b\n\nc --> d</li>\n</ul>\n"],
    [
      "a comment in a quotation",
      "> <p><!-- b\n>\n> c --></p>",
      "<blockquote>\n<p><!-- b\n\nc --></p>\n</blockquote>\n",
    ],
    ["two comments on one line", "<p><!-- a\n\nb --> <!-- c\n\nd --></p>", "<p><!-- a\n\nb --> <!-- c\n\nd --></p>\n"],
    [
      "a drawing in an element",
      "<p><svg>\n<rect/>\n\n<g><path/></g>\n</svg></p>",
      "<p><svg>\n<rect/>\n\n<g><path/></g>\n</svg></p>\n",
    ],
    [
      "a drawing of its own",
      "<svg>\n<rect/>\n\n<svg>\n\n</svg>\n\n</svg>\n\n*a*",
      "<svg>\n<rect/>\n\n<svg>\n\n</svg>\n\n</svg>\n<p><em>a</em></p>\n",
    ],
    [
      "a drawing in a paragraph",
      "<svg><rect/>\n\n<path/></svg> *a*",
      "<p><svg><rect/>\n\n<path/></svg> <em>a</em></p>\n",
    ],
    ["a formula", "<p><math>\n\n<mi>a</mi></math></p>", "<p><math>\n\n<mi>a</mi></math></p>\n"],
    [
      "a style",
      "<div>\n<style>\na {\n\n}\n</style></div>\n\n*b*",
      "<div>\n<style>\na {\n\n}\n</style></div>\n<p><em>b</em></p>\n",
    ],
    ["a script", "<div><script>\n\na()\n</script></div>", "<div><script>\n\na()\n</script></div>\n"],
    ["a text field", "<p><textarea>\n\n*a*</textarea></p>", "<p><textarea>\n\n*a*</textarea></p>\n"],
  ])("does not end %s", (_, body, expected) => {
    const { html, warnings } = compileText(body);
    expect(warnings.filter((warning) => !warning.includes("does nothing here"))).toEqual([]);
    expect(html.trimEnd()).toBe(expected.trimEnd());
  });

  it.each([
    ["code that looks like a comment", "a `<!--` b\n\n*c* `-->`", "<em>c</em>"],
    ["a sentence that speaks of a style", "a <style>\n\n*b* </style>", "<em>b</em>"],
    ["the start of another style", "<p>a <style>\n\n*b*\n\n<style></style>", "<em>b</em>"],
    ["a list", "a <!-- b\n- *c* -->", "<em>c</em>"],
  ])("is not gone over for %s", (_, body, expected) => {
    expect(compileText(body).html).toContain(expected);
  });
});
