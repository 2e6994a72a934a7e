import { describe, expect, it } from "vitest";
import { linkMissingPictures } from "../../scripts/import/missing-pictures.ts";
import { readMarkdown } from "../../scripts/import/plain/markdown-folder.ts";
import type { Note } from "../../scripts/import/source.ts";
import { bodyOf, move, page } from "./old-site.ts";

describe("a picture that names no file", () => {
  it.each(["![]()", "![A mill](<>)", '<img alt="A mill" src="">'])("becomes a comment: %s", (picture) => {
    const notes: Note[] = [];
    const body = linkMissingPictures(
      `Text\n\n${picture}\n`,
      () => undefined,
      (note) => notes.push(note),
    );
    expect(body).toBe(`Text\n\n<!-- ${picture} -->\n`);
    expect(notes).toEqual([{ line: 3, message: "a picture names no file and is now a comment" }]);
  });
});

describe("a picture by reference that is nowhere", () => {
  it.each([
    ["![A mill][x]", "[A mill](/no.png)"],
    ["![A mill][X ]", "[A mill](/no.png)"],
    ["![x][]", "[x](/no.png)"],
    ["![x]", "[x](/no.png)"],
    ["![][x]", "[no.png](/no.png)"],
  ])("becomes a link: %s", (picture, link) => {
    const notes: Note[] = [];
    const rest = "![b][y] ![c]\n\n[x]: /no.png\n[y]: </here.png> 'Title'\n[x]: /here.png\n";
    const body = linkMissingPictures(
      `Text\n\n${picture} ${rest}`,
      (target) => (target === "/here.png" ? undefined : "was not found"),
      (note) => notes.push(note),
    );
    expect(body).toBe(`Text\n\n${link} ${rest}`);
    expect(notes).toEqual([
      { line: 3, target: "/no.png", message: "the picture … was not found and is now a link", of: ['"/no.png"'] },
    ]);
  });
});

describe("a picture that is not there", () => {
  it("is there without the line breaks in its address", () => {
    const text = linkMissingPictures(
      '<img src="/a\n/b.svg" alt="B">\n',
      (target) => (target === "/a/b.svg" ? undefined : "was not found"),
      () => undefined,
    );
    expect(text).toBe('<img src="/a/b.svg" alt="B">\n');
  });

  it("is not found in a footnote's mark after an exclamation", () => {
    const text = "Three hours![^3] Enough.\n\n[^3]: It was late.\n";
    const missing = (): string => "was not found";
    expect(linkMissingPictures(text, missing, () => undefined)).toBe(text);
  });

  it("becomes a link, its text over two lines or not, but never over two paragraphs", () => {
    const linked = (body: string): string =>
      linkMissingPictures(
        body,
        () => "was not found",
        () => undefined,
      );
    expect(linked("[![A mill\nand a weir](/no.png)](/b)\n")).toBe("[[A mill\nand a weir](/no.png)](/b)\n");
    expect(linked("![A mill\n\nand a weir](/no.png)\n")).toBe("![A mill\n\nand a weir](/no.png)\n");
  });
});

describe("a picture at an address that no build takes", () => {
  it("becomes a link", () => {
    const body = "![A](file:///a.png) ![B](C:\\\\a.png) ![C](http://[) ![D](https://example.com/d.png)\n";
    const { texts, notes } = move(readMarkdown, { "posts/a.md": page({ title: "A", date: "2020-01-02" }, body) });
    expect(bodyOf(texts["posts/a.md"])).toBe(
      body.replace("![A]", "[A]").replace("![B]", "[B]").replace("![C]", "[C]").trimEnd(),
    );
    expect(notes.filter((note) => note.endsWith("and is now a link"))).toHaveLength(3);
  });
});

describe("a picture's file that is not a picture", () => {
  it.each([
    ["a pointer of Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"],
    ["a page of HTML", "<!doctype html><title>Not found</title>"],
    ["a bitmap", "BM6\0"],
  ])("is brought, and what showed it leads to it: %s", (_, text) => {
    const body = "![A mill](/mill.png) ![A weir](/weir.svg)\n";
    const { files, texts, notes } = move(readMarkdown, {
      "posts/a.md": page({ title: "A", date: "2020-01-02", image: "/mill.png" }, body),
      "public/mill.png": text,
      "public/weir.svg": "\uFEFF<svg/>",
    });
    expect(files).toContain("static/mill.png");
    expect(bodyOf(texts["posts/a.md"])).toBe("[A mill](/mill.png) ![A weir](/weir.svg)");
    expect(notes).toEqual(
      expect.arrayContaining([
        'the picture "/mill.png" is not in a picture format that a build can read and is now a link',
        "image names no picture that was imported and is kept as a comment",
      ]),
    );
  });
});
