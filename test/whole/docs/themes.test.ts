import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { ourRules } from "../../../scripts/build/stylesheet.ts";
import { theme } from "../../../src/views/default-theme.ts";
import { copyProject } from "../../copy-project.ts";
import { temporaryFolder, write } from "../../folder.ts";
import { project, sampleBlog } from "../../project-folder.ts";
import { violations } from "../browser/axe.ts";
import { hasBrowser, ownBrowser } from "../browser/launch.ts";
import { faults } from "../browser/look.ts";
import { blocksOf } from "./blocks.ts";

const text = readFileSync(join(project, "docs/themes.md"), "utf8");
const folder = copyProject(join(temporaryFolder(), "project"));
const themes = blocksOf("docs/themes.md").filter(({ title }) => title === "src/theme.ts");
const [footer, additions, ...wholes] = themes.map((block) => block.text);
const named = ["Broadsheet", "Console", "Harbour"].map((name, index) => [name, wholes[index] ?? ""] as const);

function run(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(stdout + stderr);
  return stdout;
}

/** Checks a theme's types, exports the blog with it, and gives its pages. */
function exported(source: string): (page: string) => string {
  write(folder, { "src/theme.ts": source });
  run("node_modules/typescript/bin/tsc", "-p", "tsconfig.json");
  run("scripts/export.ts", "--out", "out");
  return (page) => readFileSync(join(folder, "out", page), "utf8");
}

const post = "posts/specimen/index.html";

describe("docs/themes.md", () => {
  it("has a theme that replaces the foot of the page", () => {
    const page = exported(footer ?? "");
    for (const name of ["index.html", post, "404.html", "410.html"])
      expect(page(name)).toContain('<footer class="colophon"><p>© Fore-edge, all rights reversed</p></footer>');
  });

  it("has a theme that adds lines without copying a view", () => {
    const page = exported(additions ?? "")(post);
    expect(page).toContain('<link rel="me" href="https://social.example/@robin">\n</head>');
    expect(page).toContain('<p class="reply">Thanks for reading “A specimen of everything”.</p>');
  });

  it("has styles and settings that count", () => {
    const [accent, variables, font] = ["yaml", "css", "css"].map((language, index) =>
      blocksOf("docs/themes.md")
        .filter((block) => block.language === language)
        .at(index === 2 ? 1 : 0),
    );
    write(folder, {
      "content/site.yaml": accent?.text ?? "",
      "content/style.css": `${variables?.text}\n${font?.text}`,
    });
    const style = /<style>.*<\/style>/.exec(exported(footer ?? "")(post))?.[0] ?? "";
    expect(style).toContain("#1d5686");
    expect(style).toContain(":root{--measure: 38rem");
    expect(style).toMatch(/@font-face\{font-family:Harbour;src:url\("?\/fonts\/harbour\.woff2"?\)/);
  });

  it("names every view and whatever else a theme can import", () => {
    for (const name of Object.keys(theme.views)) expect(text).toMatch(new RegExp(`\\| \`${name}\\([^)]*frame`));
    const source = readFileSync(join(project, "src/views/default-theme.ts"), "utf8");
    const values = [...source.matchAll(/^export \{([^}]+)\} from/gm)].flatMap(([, names = ""]) =>
      names.split(",").flatMap((name) => (/^\s*type /.test(name) ? [] : [name.trim()])),
    );
    expect(values.length).toBeGreaterThan(6);
    for (const name of values) expect(text).toMatch(new RegExp(`\`${name}[\`(]`));
  });

  it("names every variable of the stylesheet, and no other", () => {
    const css = ourRules();
    const root = [...css.matchAll(/^:root \{([^}]*)\}/gm)].join("");
    const own = [...root.matchAll(/--[a-z]+/g)].map(([name]) => name);
    const told = [...text.matchAll(/^\| (`--[^|]+) \|/gm)].flatMap(([, cell = ""]) => cell.match(/--[a-z]+/g) ?? []);
    expect(own).toEqual(expect.arrayContaining(told));
    expect([...new Set(own)].filter((name) => !told.includes(name))).toEqual(["--onward"]);
  });

  it("has three themes below 60 lines, each with a small picture", () => {
    expect(wholes).toHaveLength(3);
    for (const [name, source] of named) {
      expect(source.split("\n").length).toBeLessThan(60);
      expect(statSync(join(project, `docs/themes/${name.toLowerCase()}.webp`)).size).toBeLessThan(60_000);
    }
  });

  describe.each(named)("%s", (name, source) => {
    let page: (name: string) => string;
    beforeAll(() => {
      write(folder, { "content/site.yaml": readFileSync(join(sampleBlog, "site.yaml")), "content/style.css": "" });
      page = exported(source);
    });

    it("is what the blog is built with", () => {
      const signs = {
        Broadsheet: page("index.html").includes('<p class="kicker"><a class="p-category"'),
        Console: page(post).includes("2026-11-09</time> / "),
        Harbour: page(post).includes('class="reply"><a href="mailto:robin@harbour.example?subject=A%20specimen'),
      };
      expect(Object.entries(signs).filter(([, isThere]) => isThere)).toEqual([[name, true]]);
    });

    describe.skipIf(!hasBrowser)("in a browser", () => {
      const browser = ownBrowser();

      it.each([
        ["light", 320],
        ["light", 1440],
        ["dark", 320],
        ["dark", 768],
      ] as const)("keeps nobody out and hides nothing: %s, %d pixels wide", async (colorScheme, width) => {
        const viewport = { width, height: 900 };
        const context = await browser.newContext({ colorScheme, viewport, reducedMotion: "reduce" });
        const shown = await context.newPage();
        for (const file of ["index.html", post, "archive/index.html", "404.html"]) {
          await shown.setContent(page(file), { waitUntil: "domcontentloaded" });
          expect([file, await violations(shown), await faults(shown, "layout")]).toEqual([file, [], []]);
        }
        await context.close();
      });
    });
  });
});
