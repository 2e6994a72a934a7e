import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readers } from "../../scripts/import/systems/readers.ts";
import { runScript } from "./run.ts";

const temporary = mkdtempSync(join(tmpdir(), "fore-edge-moving-"));
afterAll(() => rmSync(temporary, { recursive: true }));

// What the guide calls by names of its own. Each command gets a fresh folder, since in the guide each stands for itself.
const places: Readonly<Record<string, string>> = {
  "../old-hugo": "test/fixtures/import/hugo",
  "../old-jekyll": "test/fixtures/import/jekyll",
  "../old-zola": "test/fixtures/import/zola",
  "../old-astro": "test/fixtures/import/astro",
  "../old-docusaurus": "test/fixtures/import/docusaurus",
  "../old-vitepress": "test/fixtures/import/vitepress",
  "../old-hexo": "test/fixtures/import/hexo",
  "../old-pelican": "test/fixtures/import/pelican",
  "../vault": "test/fixtures/import/obsidian",
  "export.zip": "test/fixtures/import/substack",
  "medium-export.zip": "test/fixtures/import/medium",
  "rivers.bar": "test/fixtures/import/microblog",
  "data.csv": "test/fixtures/import/bear.csv",
  "https://old.example": "http://127.0.0.1:65535",
  "export.xml": "test/fixtures/import/wordpress.xml",
  "ghost.json": "test/fixtures/import/ghost.json",
  uploads: "test/fixtures/import/media",
  "ghost-content": "test/fixtures/import/media",
};

const guide = readFileSync("docs/moving-in.md", "utf8");
const lines = [...guide.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = ""]) => block.trim().split("\n"));

/** The lines that run a command. Throws where the guide has none, since nothing of the command would be tested then. */
function linesWith(command: string): readonly string[] {
  const found = lines.filter((line) => line.startsWith(`${command} `));
  if (found.length === 0) throw new Error(`docs/moving-in.md has no line with "${command}"`);
  return found;
}

describe("docs/moving-in.md", () => {
  it("has a command for each source", () => {
    const sources = Object.keys(readers).filter((name) => name !== "astro" && name !== "eleventy");
    expect(sources.filter((source) => !guide.includes(`npm run import -- ${source} `))).toEqual([]);
  });

  it.each(linesWith("npm run import"))("%s", (line) => {
    const out = mkdtempSync(join(temporary, "out-"));
    const words = line.replace("npm run import -- ", "").split(" ");
    const args = words.map((word) => places[word] ?? (word === "new-content" ? out : word));
    const { status, stdout, stderr } = runScript("import", ...args);
    expect(stderr).toBe("");
    // One file of each of these sites is broken on purpose.
    expect(status).toBe(/^(hugo|pelican)$/.test(words[0] ?? "") ? 1 : 0);
    expect(stdout).toMatch(/^(Imported|Would import)\n {2}\d+ posts? and \d+ pages?/m);
  });

  it.each(linesWith("npm run compare"))("%s", (line) => {
    const { stdout } = runScript("compare", "--help");
    expect(line.match(/--[a-z]+(?= )/g)?.filter((option) => !stdout.includes(`${option} `))).toEqual([]);
  });

  it.each(linesWith("npm run check:content"))("%s", (line) => {
    const content = mkdtempSync(join(temporary, "check-"));
    runScript("import", "zola", "test/fixtures/import/zola", "--out", content);
    const args = line.replace("npm run check:content -- ", "").split(" ");
    const { stderr } = runScript("check-content", ...args.map((word) => (word === "new-content" ? content : word)));
    expect(stderr).toBe("");
  });
});
