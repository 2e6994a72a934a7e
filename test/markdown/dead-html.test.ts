import { describe, expect, it } from "vitest";
import { compileText } from "./whole-html/compile-text.ts";

describe("an element that does nothing by the policy of pages", () => {
  it.each([
    ["<script>a()</script>", 1],
    ["<script type='module' src='a.js'></script>", 1],
    ["<script type='application/ld+json'>{}</script>", 0],
    ["<style>a {}</style>", 1],
    ["<form action='https://a.example'></form>", 1],
  ])("is told of: %s", (body, count) => {
    expect(compileText(body).warnings.filter((warning) => warning.includes("does nothing here"))).toHaveLength(count);
  });

  it("is told of no more where the site opens its policy to forms", () => {
    const body = "<form action='https://a.example'></form><style></style>";
    expect(compileText(body, { "form-action": ["https://a.example"] }).warnings).toEqual([
      expect.stringContaining("<style> does nothing here"),
    ]);
    expect(compileText(body, { "font-src": ["https://a.example"] }).warnings).toHaveLength(2);
  });
});
