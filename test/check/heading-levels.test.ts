import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkContent } from "../../scripts/check/check.ts";
import { post, temporaryFolder, write } from "../folder.ts";

const folder = temporaryFolder();
let sites = 0;

const headingsToldOf = async (body: string): Promise<string[]> => {
  const root = write(join(folder, `site-${++sites}`), { "posts/a.md": post("A", "2024-01-01", {}, body) });
  const { found } = await checkContent(root, 1_700_000_000);
  const told = found.filter(({ message }) => message.startsWith("heading"));
  return told.map(({ line, column, message }) => `${line}:${column} ${message}`);
};

describe("a heading of level 1", () => {
  const second = "heading has level 1, like the title of the page, expected level 2";

  it.each([
    ["a\n\n# B\n\n## C\n", `8:1 ${second}`],
    ["a\n\n<h1 align=center>B</h1>\n", `8:1 ${second}`],
    ["# A\n\n# B\n\n<h1>C</h1>\n", `6:1 ${second} (and 2 more places like it in this text)`],
  ])("is reported once in a text, since the title is one: %j", async (body, problem) => {
    expect(await headingsToldOf(body)).toEqual([problem]);
  });

  it.each(["## B\n", "```\n# B\n```\n\n`<h1>`\n", "<!-- <h1> -->\n"])("is not seen in %j", async (body) => {
    expect(await headingsToldOf(body)).toEqual([]);
  });
});
