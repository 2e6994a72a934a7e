import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readStyle } from "../../scripts/build/stylesheet.ts";
import { copyTypeface } from "../../scripts/build/typeface.ts";
import { temporaryFolder, write } from "../folder.ts";
import { cache, folder, themeWith } from "./themes.ts";

const scripts = ["cyrillic", "greek", "latin-ext", "latin", "vietnamese"];

describe("the typeface of titles", () => {
  const textOf = async (style: "append" | "replace", own: string): Promise<string> => {
    const root = write(join(folder, "titled"), { "style.css": own });
    return (await readStyle({ style }, await themeWith({ "theme.ts": "export default {};" }), { root, cache })).style
      .text;
  };
  const filesOf = (css: string): string[] => {
    const assets = temporaryFolder();
    copyTypeface(css, assets);
    return readdirSync(assets, { recursive: true, encoding: "utf8" }).sort();
  };

  it("has a file for each script, which the stylesheet names and browsers load at will", async () => {
    const css = await textOf("append", "");
    const files = filesOf(css).map((name) => name.replaceAll("\\", "/"));
    const [, folder = ""] = files;
    expect(folder).toMatch(/^type\/[0-9a-f]{12}$/);
    expect(files).toEqual(["type", folder, ...scripts.map((name) => `${folder}/${name}.woff2`)]);
    for (const name of files.slice(2))
      expect(css).toContain(`src:url(/${name});font-display:optional;unicode-range:U+`);
  });

  it("is left out where no style names it", async () => {
    const css = await textOf("replace", "b { color: red }");
    expect([css, filesOf(css)]).toEqual(["b{color:red}", []]);
  });

  it("is there for a style of one's own that names it", async () => {
    const css = await textOf("replace", 'h1 { font-family: "Literata Titles" }');
    expect(css).toMatch(/^@font-face\{font-family:Literata Titles;/);
    expect(filesOf(css)).toHaveLength(2 + scripts.length);
  });

  it("comes with its licence", () => {
    expect(readFileSync("src/views/fonts/OFL.txt", "utf8")).toContain("SIL OPEN FONT LICENSE Version 1.1");
  });
});
