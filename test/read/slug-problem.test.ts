import { describe, expect, it } from "vitest";
import { slugProblem } from "../../scripts/read/slug-problem.ts";

describe("slugProblem", () => {
  it.each(["", " a", "a ", ".", "..", "a/b", "..\\b", "a\u0000b", "a\nb", "a\u0085b"])("refuses %j", (slug) => {
    expect(slugProblem(slug)).toEqual(expect.any(String));
  });

  it.each(["hello", "hello.world", "日本語", "c++", "..."])("takes %j", (slug) => {
    expect(slugProblem(slug)).toBeUndefined();
  });
});
