import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { defaultTreeAdapter as tree, parseFragment } from "parse5";
import { describe, expect, it } from "vitest";
import { readStyle } from "../../scripts/build/stylesheet.ts";
import { write } from "../folder.ts";
import { cache, folder, problemsWith, themeWith } from "./themes.ts";

/** The text of an element as browsers read it. */
function innerText(html: string): string {
  const [element] = parseFragment(html).childNodes;
  const [text] = element && "childNodes" in element ? element.childNodes : [];
  return text && tree.isTextNode(text) ? text.value : "";
}

describe("the stylesheet", () => {
  const theme = 'export default { style: "i { color: #f00 }" };';
  const root = join(folder, "styled");
  const textOf = async (settings: Parameters<typeof readStyle>[0]): Promise<string> => {
    const { style } = await readStyle(settings, await themeWith({ "theme.ts": theme }), { root, cache });
    return style.text;
  };

  it("is ours, the accent, the theme's and the blog's, in this order", async () => {
    write(root, { "style.css": "b { color: #0f0 }\n" });
    const text = await textOf({ accent: "#1d5686" });
    const places = ["--measure:", "--link:#1d5686", "i{color:red}", "b{color:#0f0}"].map((part) =>
      text.lastIndexOf(part),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it("is the theme's and the blog's alone with `style: replace`", async () => {
    write(root, { "style.css": "b { color: #0f0 }\n" });
    expect(await textOf({ accent: "#1d5686", style: "replace" })).toBe("i{color:red}b{color:#0f0}");
  });

  // Where a value is any tokens, esbuild leaves them as they are.
  it.each(["a { --x: </style> }", "@layer \\<\\/STYLE;", "@nobody </style> {}", "a { color: red } /*! \0 */"])(
    "can neither end its element nor be read as another text than that of its digest: %j",
    async (css) => {
      write(root, { "style.css": css });
      const text = await textOf({ style: "replace" });
      expect(innerText(`<style>${text}</style>`)).toBe(text);
    },
  );

  it("is never a file from outside the content folder", async () => {
    const linked = write(join(folder, "linked"), {});
    write(folder, { "secret.css": "i { color: red }" });
    symlinkSync("../secret.css", join(linked, "style.css"));
    const reading = readStyle({}, await themeWith({ "theme.ts": theme }), { root: linked, cache });
    await expect(reading).rejects.toMatchObject({
      problems: [
        {
          file: expect.stringMatching(/linked\/style\.css$/),
          message: expect.stringContaining("symbolic link out of"),
        },
      ],
    });
  });

  it("has errors and doubts with line and column, each time that it is read", async () => {
    const css = "p { margin: 0 }\nb { colr: red }\n";
    const doubt = '2:5 warning "colr" is not a known CSS property';
    expect([await problemsWith(theme, css), await problemsWith(theme, css)]).toEqual([[doubt], [doubt]]);
    expect(await problemsWith(theme, "p {\n  margin: 0;\n// no\nb { color: red }")).toEqual([
      'content/style.css:3:1 Comments in CSS use "/* ... */" instead of "//"',
      'content/style.css:4:17 Expected "}" to go with "{"',
    ]);
  });
});
