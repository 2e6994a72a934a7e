import { describe, expect, it } from "vitest";
import { convertContainers } from "../../../scripts/import/dialect/containers.ts";

describe("containers of Markdown's dialects", () => {
  it.each([
    ["a title in brackets", ":::tip[Be quiet]\nA\n:::", "> [!TIP]\n> **Be quiet**\n>\n> A"],
    ["a title without brackets", "::: info Wet stones\nA\n:::", "> [!NOTE]\n> **Wet stones**\n>\n> A"],
    ["no title", ":::danger\n\nA\n\n:::", "> [!CAUTION]\n> A"],
    ["a title that is its own name", ":::warning Warning\nA\n:::", "> [!WARNING]\n> A"],
    [
      "details that are open",
      "::: details More {open}\nA\n:::",
      "<details open><summary>More</summary>\n\nA\n\n</details>",
    ],
    ["no end", ":::note\nA", "> [!NOTE]\n> A"],
    ["a frame around code", "::: code-group\n```js\n1\n```\n:::", "```js\n1\n```"],
  ])("become alerts: %s", (_, body, expected) => {
    expect(convertContainers(body)).toBe(expected);
  });

  it("may stand in each other, of the same length and of another", () => {
    expect(convertContainers("::::note\n:::tip\nA\n:::\nB\n::::")).toBe("> [!NOTE]\n> > [!TIP]\n> > A\n>\n> B");
    expect(convertContainers(":::note\n:::tip\nA\n:::\nB\n:::")).toBe("> [!NOTE]\n> > [!TIP]\n> > A\n>\n> B");
  });

  it("keep their place in a list", () => {
    expect(convertContainers("- A\n\n  :::tip\n  B\n  :::")).toBe("- A\n\n  > [!TIP]\n  > B");
  });

  it("don't take what follows along", () => {
    expect(convertContainers(":::tip\nA\n:::\nB")).toBe("> [!TIP]\n> A\n\nB");
  });

  it("are left alone in code, and where they are unknown", () => {
    for (const body of ["```\n:::tip\nA\n:::\n```", ":::carousel\nA\n:::"]) expect(convertContainers(body)).toBe(body);
  });
});
