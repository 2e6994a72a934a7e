import { describe, expect, it } from "vitest";
import { foreignTexts } from "../../scripts/import/files.ts";

describe("a text in a language that is not read", () => {
  it("is no failure beside what was made from it", () => {
    const files = ["a/index.Rmd", "a/index.md", "b.Rmd", "b.html", "c.Rmd", "c.png", "d.org", "e/d.md"];
    expect(foreignTexts(files)).toEqual(["c.Rmd", "d.org"]);
  });
});
