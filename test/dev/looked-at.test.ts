import { describe, expect, it } from "vitest";
import { bundled } from "../../scripts/build/bundle.ts";
import { deadIn, problemsOf } from "../../scripts/dev/looked-at.ts";
import { join } from "node:path";
import { temporaryFolder, write } from "../folder.ts";
import { pages, style } from "../views/pages.ts";

const foundIn = (html: string): string[] => deadIn(html).map(({ found }) => found);

describe("what the policy of pages leaves without effect", () => {
  it.each([
    ['<p style="color: red">', ['style="color: red" of <p>']],
    ["<a href=x onClick='go()'>", ['onclick="go()" of <a>']],
    ["<script>go()</script><script src=a.js></script><script type=module></script>", ["<script>"]],
    ["<style>p{}</style>", ["<style>"]],
    ['<link rel="stylesheet" href="https://fonts.example/x.css">', ["<link>"]],
    ['<a href=" javascript:go()">', ['href=" javascript:go()" of <a>']],
  ])("is found: %s", (html, found) => {
    expect(foundIn(html)).toEqual(found);
  });

  it.each([
    '<script type="application/ld+json">{}</script>',
    "<!-- <script>go()</script> -->",
    "<p>style=&quot;x&quot; &lt;script&gt;</p>",
    '<p title="style=1 onclick=2">',
    '<link rel="icon" href="x"><link rel="me" href="y">',
  ])("includes nothing else: %s", (html) => {
    expect(foundIn(html)).toEqual([]);
  });

  it.each(pages)("is on none of our own pages: %s", (_, html) => {
    expect(foundIn(html.replace(`<style>${style}</style>`, ""))).toEqual([]);
  });
});

describe("a problem of a page", () => {
  const folder = temporaryFolder();
  const look = { version: "1", path: "/posts/a/", html: "" };

  it("has its place in the theme's source, and what to do", async () => {
    const file = join(write(folder, { "theme.ts": 'export const a = 1;\n  `<p style="color: red">`;\n' }), "theme.ts");
    const worker = await bundled({ entryPoints: [file] });
    expect(problemsOf({ ...look, html: '<p style="color: red">' }, worker)).toEqual([
      {
        severity: "error",
        file,
        line: 2,
        column: 7,
        source: '  `<p style="color: red">`;',
        message:
          'style="color: red" of <p> does nothing on /posts/a/: the policy of pages allows one stylesheet alone; ' +
          "give it a class, and a rule in content/style.css or the theme's style",
      },
    ]);
  });

  it("has the place that called what the language itself threw", async () => {
    const files = { "engine.ts": "export const a = 1;\n", "throwing.ts": "" };
    files["throwing.ts"] = 'import { a } from "./engine.ts";\nexport const go = () => [].reduce(() => a);\n';
    const worker = await bundled({ entryPoints: [join(write(folder, files), "throwing.ts")] });
    const stack = "TypeError: no\n    at Array.reduce (<anonymous>)\n    at go (file:///bundle.mjs:5:20)";
    expect(problemsOf({ ...look, thrown: stack }, worker)).toMatchObject([
      { file: join(folder, "throwing.ts"), line: 2, message: "cannot show /posts/a/: TypeError: no" },
    ]);
  });

  it("says the theme's file where it can't tell the place", async () => {
    const worker = await bundled({ entryPoints: [join(folder, "theme.ts")] });
    expect(problemsOf({ ...look, html: "<b onclick=a>" }, worker)).toMatchObject([
      { file: "src/theme.ts", line: 1, column: 1, message: expect.stringContaining("allows no script") },
    ]);
  });
});
