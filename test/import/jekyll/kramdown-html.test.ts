import { describe, expect, it } from "vitest";
import { convertHtmlBlocks } from "../../../scripts/import/jekyll/kramdown-html.ts";

describe("HTML as kramdown reads it", () => {
  it.each([
    ["ends with its end tag", "<div>a</div>\n## B\n", "<div>a</div>\n\n## B\n"],
    [
      "goes on over blank lines",
      "<table>\n\n      <tr>\n\n        <td>a</td>\n      </tr>\n</table>\n\nB\n",
      "<table>\n      <tr>\n        <td>a</td>\n      </tr>\n</table>\n\nB\n",
    ],
    ["keeps those of code", "<div>\n\n<pre>a\n\nb</pre>\n\n</div>\n", "<div>\n<pre>a\n\nb</pre>\n</div>\n"],
    [
      "has Markdown in it where it says so",
      '<aside markdown="1" class="q">\n  A [b](/c)\n  <p markdown="1">\n  — [d](/e)\n  </p>\n</aside>\nF\n',
      '<aside class="q">\n\nA [b](/c)\n\n\n— [d](/e)\n\n</aside>\n\nF\n',
    ],
    [
      "has it within what has none",
      '<div>\n<section markdown="1">\n**a**\n</section>\n</div>\n',
      "<div>\n\n<section>\n\n**a**\n\n</section>\n\n</div>\n",
    ],
    ["is found by its own end tag", "<div>\n<div>\n\na</div>\n\nb</div>\nc\n", "<div>\n<div>\na</div>\nb</div>\n\nc\n"],
    ["stays as it is without an end", "<div>\n\na\n", "<div>\n\na\n"],
    ["is not found in code", "```\n<div>\n\n</div>\na\n```\n", "```\n<div>\n\n</div>\na\n```\n"],
    ["is not found within a line", "a <div>\n\n</div>\nb\n", "a <div>\n\n</div>\nb\n"],
  ])("%s", (_, given, expected) => {
    expect(convertHtmlBlocks(given, false)).toBe(expected);
  });

  it("has Markdown everywhere with kramdown's option", () => {
    expect(convertHtmlBlocks('<div>\n**a**\n</div>\n<div markdown="0">\n\n*b*</div>\n', true)).toBe(
      "<div>\n\n**a**\n\n</div>\n\n<div>\n*b*</div>\n",
    );
  });
});
