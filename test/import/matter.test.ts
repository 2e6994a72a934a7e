import { describe, expect, it } from "vitest";
import { splitMatter } from "../../scripts/import/matter.ts";

describe("front matter of other systems", () => {
  it("may indent by tabs, which YAML forbids and Hugo allows", () => {
    expect(splitMatter('---\ntitle:\t"A"\ncategories: [ \n\t"Go"\n]\n---\n').data).toEqual({
      title: "A",
      categories: ["Go"],
    });
  });
});
