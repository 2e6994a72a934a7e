import { describe, expect, it } from "vitest";
import { readPelican } from "../../../scripts/import/pelican/pelican.ts";
import { convertPelican } from "../../../scripts/import/pelican/pelican-text.ts";
import { bodyOf, move } from "../old-site.ts";

const converted = (body: string): string =>
  convertPelican(body, {
    article: (path) => (path === "a.md" ? "/posts/a/" : undefined),
    file: (path) => (path === "/images/a b.png" ? "/images/a b.png" : undefined),
    list: (kind, term) => `/${kind}/${term}.html`,
  });

describe("what Pelican and Python-Markdown add to Markdown", () => {
  it.each([
    ["[A]({filename}a.md#b)", "[A](/posts/a/#b)"],
    ["[A](|filename|a.md)", "[A](/posts/a/)"],
    ["![A]({static}/images/a%20b.png)", "![A](/images/a%20b.png)"],
    ["![A]({attach}none.png)", "![A](none.png)"],
    ["[A]({tag}otters) [B]({index})", "[A](/tag/otters.html) [B](/)"],
    ["###A", "### A"],
    ["[TOC]\n\nA", "\n\nA"],
    ["A\n\n    :::python\n    a = 1\n\n    b = 2\n\nB", "A\n\n```python\na = 1\n\nb = 2\n```\n\nB"],
    ['A\n\n    #!sh hl_lines="1 3"\n    ls\n', "A\n\n```sh {1,3}\nls\n```\n\n"],
    ["!!! tip\n    A\n\n    B\n\nC", "> [!TIP]\n> A\n>\n> B\n\nC"],
    ['??? danger "Wet"\n    A\n', "> [!CAUTION]\n> **Wet**\n>\n> A\n\n"],
    ["`{filename}a.md`", "`{filename}a.md`"],
  ])("becomes what is here: %j", (body, expected) => {
    expect(converted(body)).toBe(expected);
  });
});

describe("a folder that Pelican serves as it is", () => {
  it("comes whole, programs and notebooks too, and nothing of it is taken for a text that can't be read", () => {
    const { files, failures, texts } = move(readPelican, {
      "pelicanconf.py": 'PATH = "content"\nSTATIC_PATHS = ["downloads"]\n',
      "content/a.md": "Title: A\nDate: 2024-03-05\n\n[One](/downloads/one.ipynb), [two]({static}/downloads/two.py)\n",
      "content/downloads/one.ipynb": "{}",
      "content/downloads/two.py": "",
      "content/theirs.ipynb": "{}",
      "content/theirs.py": "",
    });
    expect(files.filter((file) => file.startsWith("static/"))).toEqual([
      "static/downloads/one.ipynb",
      "static/downloads/two.py",
    ]);
    expect(failures).toEqual(["theirs.ipynb is in a format that can't be imported, expected Markdown or HTML"]);
    expect(bodyOf(texts["posts/a.md"])).toBe("[One](/downloads/one.ipynb), [two](/downloads/two.py)");
  });
});
