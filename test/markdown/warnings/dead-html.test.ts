import { describe, expect, it } from "vitest";
import { compileText } from "../whole-html/compile-text.ts";

describe("an element that does nothing by the policy of pages", () => {
  it.each([
    ["<script>a()</script>", 1],
    ["<script type='module' src='a.js'></script>", 1],
    ["<script type='application/ld+json'>{}</script>", 0],
    ["<style>a {}</style>", 1],
    ["<form action='https://a.example'></form>", 1],
    ["<link rel=stylesheet href='a.css'>", 1],
    ["<link rel='me' href='https://a.example'>", 0],
    ["<object data='a.pdf'></object> <embed src='b.swf'>", 2],
    ["<p style='color: red' onclick='a()'>a</p>", 2],
    ["<a href='javascript:a()'>a</a>", 1],
    ["<p style='' title='onclick'>a</p>\n\n`<p style='color: red'>`", 0],
  ])("is reported: %s", (body, count) => {
    expect(compileText(body).warnings.filter((warning) => warning.includes("does nothing here"))).toHaveLength(count);
  });

  it("is reported three times at most, by kind, each with its place", () => {
    const { warnings } = compileText("<i/> <b style='a: b'>c</b>\n\n".repeat(9));
    const idle = warnings.filter((warning) => warning.includes("does nothing here"));
    expect(idle.map((warning) => warning.replace(/ .*content\/style\.css/, ""))).toEqual([
      "1:6",
      "3:6",
      "5:6 (and 6 more places like it in this text)",
    ]);
  });

  it("is no longer reported where the site opens its policy to forms", () => {
    const body = "<form action='https://a.example'></form><style></style>";
    expect(compileText(body, { "form-action": ["https://a.example"] }).warnings).toEqual([
      expect.stringContaining("<style> does nothing here"),
    ]);
    expect(compileText(body, { "font-src": ["https://a.example"] }).warnings).toHaveLength(2);
  });
});
