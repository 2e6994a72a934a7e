import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { renderMarkdown } from "../../../scripts/markdown/markdown.ts";
import { fill } from "../../fill.ts";
import { temporaryFolder } from "../../folder.ts";
import { type Block, blocksOf, commandsIn } from "./blocks.ts";
import { Walk } from "./walk.ts";

const folder = temporaryFolder();

/** Commands that bring one to where a walk begins; a machine with nothing on it runs them in `.ci/run`. */
const arrival = ["git clone https://github.com/fore-edge/fore-edge.git my-blog", "cd my-blog", "npm ci"];

const pageOf = async ({ server }: Walk, path: string): Promise<string> => (await fetch(`${server?.url}${path}`)).text();

describe("docs/getting-started.md", () => {
  const walk = Walk.begin(join(folder, "getting-started"));
  afterAll(() => walk.end());

  it("leads to one's own post on screen", async () => {
    const blocks = blocksOf("docs/getting-started.md").map((block) => withoutArrival(block));
    await walk.follow(blocks);
    expect(walk.ran.filter(({ status }) => status !== 0)).toEqual([]);
    expect(await pageOf(walk, "/posts/a-walk-along-the-river/")).toContain("The river was <strong>high</strong>");
    expect(await pageOf(walk, "/")).toContain("A walk along the river");
    expect(await pageOf(walk, "/")).toContain("Notes from the harbour");
    expect(commandsIn(blocksOf("docs/getting-started.md")[0] ?? { language: "sh", text: "" })).toEqual([
      ...arrival,
      "npm start",
    ]);
  });
});

describe("docs/troubleshooting.md", () => {
  const blocks = blocksOf("docs/troubleshooting.md");
  const said = blocks.filter(({ language }) => language === "text");

  it("shows the messages that its examples produce", async () => {
    const walk = Walk.begin(join(folder, "troubleshooting"));
    await walk.follow(blocks);
    const build = await walk.run("npm run build -- --out elsewhere");
    const output = walk.ran.map((ran) => ran.output).join("\n");
    expect(said.length).toBeGreaterThan(8);
    for (const { text } of said) for (const line of text.split("\n")) expect(output).toContain(line);
    expect(build.status).toBe(1);
    expect(walk.ran.map(({ command, status }) => [command, status])).toEqual([
      ["npm run build -- --content nowhere", 1],
      ["npm run build -- --out docs", 1],
      ["npm run build -- --contents ../notes", 2],
      ["npm run build -- --help", 0],
      ["npm run build --drafts", 2],
      ["rm -rf .cache", 0],
      ["npm run build -- --out elsewhere", 1],
    ]);
  });
});

describe("docs/writing.md", () => {
  const blocks = blocksOf("docs/writing.md");
  const pairs = blocks.flatMap((block, index) => {
    const next = blocks[index + 1];
    return block.language === "markdown" && next?.language === "html" ? [[block.text, next.text] as const] : [];
  });

  it.each(pairs)("shows what %j becomes", (source, html) => {
    const { pieces, problems } = renderMarkdown(source, { lang: "en", smartQuotes: false });
    expect(fill(pieces).trim()).toBe(html);
    expect(problems).toEqual([]);
  });

  it("has an example of each feature", () => {
    expect(pairs.length).toBeGreaterThan(10);
  });
});

/** The commands of a block but for those that lead to where the walk begins. */
function withoutArrival(block: Block): Block {
  if (block.language !== "sh") return block;
  return {
    ...block,
    text: commandsIn(block)
      .filter((command) => !arrival.includes(command))
      .join("\n"),
  };
}
