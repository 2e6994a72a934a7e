import { appendFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { themeDigest } from "../../scripts/build/look.ts";
import { importTheme, readTheme } from "../../scripts/build/project-theme.ts";
import { Cache } from "../../scripts/store/cache.ts";
import { defaultSite } from "../../src/content/site.ts";
import { write } from "../folder.ts";
import { project } from "../project-folder.ts";
import { cache, folder, problemsWith, src, themeWith } from "./themes.ts";

const style = { text: "p{margin:0}", digest: "" };

async function digestWith(files: Readonly<Record<string, string>>): Promise<string> {
  return themeDigest(defaultSite, style, await themeWith(files));
}

describe("the theme digest", () => {
  const parts = {
    "theme.ts": `import a from "./a.ts"; import b from './b'; import "./c.ts"; import { d } from "./d/index.ts"; export * from "./d/index.ts"; import e from "#e";
import f from "parts"; import g from "alias"; const h = (await import("./h.ts")).default; import i from "./i.json" with { type: "json" };
export default { style: [a, b, d, e, f, g, h, i.text, globalThis.c].join("") };`,
    "a.ts": 'export default "a";',
    "b.ts": 'export { default } from "./b-later.ts";',
    "b-later.ts": 'export default "b";',
    "c.ts": "globalThis.c = 1;",
    "d/index.ts": 'export const d = "d";',
    "e.ts": 'export default "e";',
    "node_modules/parts/index.js": 'export default "f";',
    "node_modules/parts/package.json": '{ "name": "parts", "main": "index.js" }',
    "g.ts": 'export default "g";',
    "h.ts": 'export default "h";',
    "i.json": '{ "text": "i" }',
    "../package.json": '{ "imports": { "#e": "./src/e.ts" } }',
    "../tsconfig.json": '{ "compilerOptions": { "paths": { "alias": ["./src/g.ts"] } } }',
  };

  it.each([
    ["a.ts", '"a"'],
    ["b-later.ts", '"b"'],
    ["c.ts", "1"],
    ["d/index.ts", '"d"'],
    ["e.ts", '"e"'],
    ["node_modules/parts/index.js", '"f"'],
    ["g.ts", '"g"'],
    ["h.ts", '"h"'],
    ["i.json", '"i"'],
    ["../tsconfig.json", "./src/g.ts"],
  ] as const)("changes with all that the theme imports, however that is written: %s", async (file, value) => {
    const before = await digestWith(parts);
    expect(
      await digestWith({ [file]: parts[file].replace(value, file === "../tsconfig.json" ? "./src/a.ts" : "77") }),
    ).not.toBe(before);
    expect(await digestWith(parts)).toBe(before);
  });

  it("stays with comments, and wherever the project is", async () => {
    const two = { "theme.ts": 'import a from "./a.ts"; export default { style: a };', "a.ts": "export default 1;" };
    const here = await digestWith(two);
    expect(await digestWith({ "a.ts": "// said anew\nexport default 1;" })).toBe(here);
    const elsewhere = pathToFileURL(join(write(join(folder, "deep/er/src"), two), "theme.ts"));
    expect(themeDigest(defaultSite, style, await readTheme(new Cache(join(folder, "other")), elsewhere))).toBe(here);
  });

  it("changes with the settings and the stylesheet", async () => {
    const theme = await readTheme(cache);
    const digests = [
      themeDigest(defaultSite, style, theme),
      themeDigest({ ...defaultSite, footer: "The end" }, style, theme),
      themeDigest(defaultSite, { ...style, text: "p{margin:1em}" }, theme),
    ];
    expect(new Set(digests).size).toBe(3);
  });

  describe("of the engine's own views", () => {
    const engine = join(folder, "engine/src");
    const digest = async (): Promise<string> =>
      themeDigest(defaultSite, style, await readTheme(cache, pathToFileURL(join(engine, "own.ts"))));
    beforeAll(() => {
      cpSync(join(project, "src"), engine, { recursive: true });
      write(engine, { "own.ts": 'export { theme as default } from "./views/default-theme.ts";\n' });
    });

    it.each(["views/post.ts", "views/around/document.ts", "markup.ts", "content/words.ts", "content/taxonomies.ts"])(
      "changes with %s",
      async (file) => {
        const before = await digest();
        appendFileSync(join(engine, file), "console.log(1);\n");
        expect(await digest()).not.toBe(before);
      },
    );

    it.each(["worker.ts", "index.ts", "store.ts", "app.ts", "http/policy.ts", "content/release.ts"])(
      "stays when %s is edited",
      async (file) => {
        const before = await digest();
        appendFileSync(join(engine, file), "console.log(1);\n");
        expect(await digest()).toBe(before);
      },
    );
  });
});

describe("a theme", () => {
  it("runs in Node as it is bundled, with the engine's views for those that it leaves out", async () => {
    const { module } = await themeWith({
      "theme.ts": `import { footer } from "./footer"; enum Colour { Red = "red" } export default { views: { footer }, style: Colour.Red };`,
      "footer.ts": "export const footer = () => 1;",
    });
    const theme = await importTheme(module);
    expect([theme.views.footer.toString(), theme.style]).toEqual([expect.stringContaining("1"), "red"]);
    expect(theme.views.post).toBeTypeOf("function");
  });

  it("is bundled anew only when something has changed of what it is made from", async () => {
    const files = {
      "theme.ts": 'import { p } from "./p.ts"; export default { style: p };',
      "p.ts": "export const p = '1';",
    };
    const first = await themeWith(files);
    writeFileSync(first.module, "// as it was left");
    expect((await themeWith(files)).module).toEqual(first.module);
    expect(readFileSync(first.module, "utf8")).toBe("// as it was left");
    const next = await themeWith({ "p.ts": "export const p = '2';" });
    expect((await importTheme(next.module)).style).toBe("2");
  });

  it.each([
    ["syntax", "export default {\n  views: { footer: (] },\n};", 'src/theme.ts:2:21 Unexpected "]"'],
    [
      "an import",
      '\nimport x from "./nowhere.ts";\nexport default x;',
      'src/theme.ts:2:15 Could not resolve "./nowhere.ts"',
    ],
    [
      "what it throws",
      "const a = {};\nexport default { style: a.b.c };",
      "src/theme.ts:2:29 TypeError: Cannot read properties of undefined (reading 'c')",
    ],
    ["its CSS", "export default {\n  style: `\n    p { margin: 0; }}\n`,\n};", 'src/theme.ts:3:21 Unexpected "}"'],
    ["its CSS, a brace alone", "export default {\n  style: `\n    p {}\n}\n`,\n};", 'src/theme.ts:4:1 Unexpected "}"'],
    [
      "its CSS, at the end",
      "export default {\n  style: `\n    p {\n`,\n};",
      'src/theme.ts:4:1 Expected "}" to go with "{"',
    ],
    ["its CSS, after letters", 'export default { style: "/* ü */ p {}}" };', 'src/theme.ts:1:38 Unexpected "}"'],
  ])("has errors with file, line and column: in %s", async (_, theme, said) => {
    expect(await problemsWith(theme)).toEqual([said]);
  });

  it("has the place that called a package where that throws", async () => {
    const thrower = "export const go = (given) => given.length;";
    write(src, { "node_modules/thrower/index.js": thrower, "node_modules/thrower/package.json": "{}" });
    const theme = 'import { go } from "thrower";\nexport default { style: go() };';
    expect(await problemsWith(theme)).toEqual([expect.stringMatching(/^src\/theme\.ts:2:25 TypeError: /)]);
  });

  it("has to have a theme as its default", async () => {
    expect(await problemsWith("export const theme = {};")).toEqual([expect.stringContaining('for import "default"')]);
  });

  it.each([
    ["export default null;", "src/theme.ts:1:1 the default export is null, expected a theme"],
    ["\n export default undefined;", "src/theme.ts:2:2 the default export is undefined, expected a theme"],
    ["export default 7;", "src/theme.ts:1:1 the default export is 7, expected a theme"],
    ["export default [];", "src/theme.ts:1:1 the default export is [], expected a theme"],
    ["const none = null;\nexport { none as default };", "src/theme.ts:1:1 the default export is null"],
    ["export default { views: null };", 'src/theme.ts:1:1 "views" is null, expected an object'],
    ["export default { views: { post: 'x' } };", `src/theme.ts:1:1 the view "post" is 'x', expected a function`],
    ["export default { style: 7 };", 'src/theme.ts:1:1 "style" is 7, expected CSS as text'],
  ])("has to be an object with functions and CSS: %j", async (theme, said) => {
    expect(await problemsWith(theme)).toEqual([expect.stringContaining(said)]);
  });
});
