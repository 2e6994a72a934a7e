import { describe, expect, it } from "vitest";
import { compileText } from "../whole-html/compile-text.ts";

describe("code", () => {
  it.each([
    [
      "```js\nlet a\n\nText.",
      "1:1 code that begins with ```js never ends, so that all below is code, write ``` on a line of its own where it ends",
    ],
    [
      "a\n\n~~~~\nb\n~~~\n",
      "3:1 code that begins with ~~~~ never ends, so that all below is code, write ~~~~ on a line of its own where it ends",
    ],
    [
      "- a\n\n  ```\n  b\n\nc",
      "3:3 code that begins with ``` never ends, so that all below is code, write ``` on a line of its own where it ends",
    ],
    [
      "```",
      "1:1 code that begins with ``` never ends, so that all below is code, write ``` on a line of its own where it ends",
    ],
  ])("that never ends is reported: %j", (body, warning) => {
    expect(compileText(body).warnings).toEqual([warning]);
  });

  it.each(["```\n```", "````\na\n```\n`````  \n", "    ```\n    a", "> ~~~ a\n> b\n> ~~~", "`a` ```b```"])(
    "ends: %j",
    (body) => {
      expect(compileText(body).warnings).toEqual([]);
    },
  );
});

describe("a table", () => {
  it("reports rows with more cells than it has columns, since GFM leaves out the rest", () => {
    const rest = "so that readers don't see the rest; write \\| for a | in a cell";
    expect(compileText("a\n\n| a | b |\n| - | - |\n| 1 | 2 |\n| 1 | 2 | 3 |\n| `x | y` | z |").warnings).toEqual([
      `6:1 row has 3 cells and its table 2 columns, ${rest}`,
      `7:1 row has 3 cells and its table 2 columns, ${rest}`,
    ]);
  });

  it.each(["a | b\n- | -\n1 | 2\n| 3 |\n 4\n\\\\| \\| | \\|", "> |a|\n> |-|\n> | 1 |\n> |", "|a|b|\n|-|-|\n|1|2|  "])(
    "has room for all: %j",
    (body) => {
      expect(compileText(body).warnings).toEqual([]);
    },
  );

  it.each(["| a | b |\n| 1 | 2 |", "a\n\n> | a |\n> |b|  \n> c"])(
    "is not recognized without a line of hyphens: %j",
    (body) => {
      expect(compileText(body).warnings).toEqual([
        expect.stringMatching(/^\d:\d rows are not a table without a line of hyphens below the first, write \| --- \|/),
      ]);
    },
  );

  it.each(["| a | b |\n\na | b\nc | d\n\n|x| and |y|", "| a |\n| - |\n| b |\n| c |", "> |a|\n> |-|"])(
    "may be none, or is one: %j",
    (body) => {
      expect(compileText(body).warnings).toEqual([]);
    },
  );

  it("is counted quickly", () => {
    const start = process.cpuUsage();
    compileText(`| a |\n| - |\n${"| a |\n".repeat(5_000)}`);
    compileText("| a |\n".repeat(20_000));
    expect(process.cpuUsage(start).user).toBeLessThan(8_000_000);
  });
});
