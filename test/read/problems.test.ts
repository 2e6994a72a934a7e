import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prebuild } from "../../scripts/build/prebuild.ts";
import { ContentError, formatProblems, type Problem } from "../../scripts/base/problems.ts";
import { post, write } from "../folder.ts";

const root = join(import.meta.dirname, "../fixtures/broken");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function problemsOf(content: string): Promise<readonly Problem[]> {
  try {
    const built = await prebuild({
      root: content,
      out: join(folder, "out"),
      cache: join(folder, "cache"),
      now: 1_800_000_000,
    });
    return built.warnings;
  } catch (error) {
    if (error instanceof ContentError) return error.problems;
    throw error;
  }
}

describe("a folder full of mistakes", () => {
  it("has all of them reported at once, each at its place", async () => {
    const problems = await problemsOf(root);
    const places = problems.map(
      ({ file, line, column, severity }) => `${file.split("/").at(-1)}:${line}:${column} ${severity}`,
    );
    expect(places.sort((a, b) => (a < b ? -1 : 1))).toEqual([
      "alias-dots.md:4:16 error",
      "alias-elsewhere.md:6:5 error",
      "date-in-words.md:4:7 error",
      "day-that-is-none.md:3:7 error",
      "flag-in-quotes.md:4:8 error",
      "latin-1.md:2:11 warning",
      "links.md:4:1 warning",
      "links.md:7:6 error",
      "links.md:8:1 error",
      "no-front-matter.md:1:1 error",
      "no-front-matter.md:1:1 error",
      "quote-open.md:2:8 error",
      "same-2.md:4:7 error",
      "script.md:1:4 error",
      "several.md:4:10 error",
      "several.md:5:7 error",
      "slug-escapes.md:4:7 error",
      "tags-as-map.md:4:7 error",
      "title-empty.md:2:8 error",
      "toml-month.md:3:8 error",
      "unclosed.md:1:1 error",
      "windows.md:4:8 error",
      "yaml-broken.md:3:1 error",
    ]);
  });

  it("reports settings in another encoding than UTF-8", async () => {
    const settings = "title: Gr\u00f6\u00dfe\nurl: https://blog.example\ncards: false\n";
    const content = write(join(folder, "latin-1"), {
      "site.yaml": Buffer.from(settings, "latin1"),
      "posts/a.md": post("A", "2024-01-01"),
    });
    expect(await problemsOf(content)).toMatchObject([
      { severity: "warning", line: 1, column: 10, message: expect.stringContaining("save the file as UTF-8") },
    ]);
  });

  it("reports every wrong entry of a list and every wrong link of a text", async () => {
    const content = write(join(folder, "lists"), {
      "site.yaml": "url: https://blog.example\nnav:\n  - title: A\n    path: nowhere\n  - Archive\n  - title: B\n",
      "posts/lists.md": `---
title: Lists
date: 2024-01-01
tags:
  - fine
  - "bell \\a"
  - [nested]
  - "\\e"
authors: [Ada, {name: Bo}, "\\x01"]
aliases:
  - /old/../up/
  - /fine/
  - https://elsewhere.example/
---
`,
      "posts/links.md": post("Links", "2024-01-01", {}, "[a](gone.md) and [b](lost.md)\n\n![c](c.png) ![d](d.png)"),
    });
    const problems = await problemsOf(content);
    const messages = problems.map(
      ({ file, line, column, message }) => `${file.split("/").at(-1)}:${line}:${column} ${message.split(",")[0]}`,
    );
    expect(messages.toSorted()).toEqual([
      'links.md:6:1 link "gone.md" leads to posts/gone.md',
      'links.md:6:18 link "lost.md" leads to posts/lost.md',
      'links.md:8:1 picture "c.png" is not there',
      'links.md:8:13 picture "d.png" is not there',
      'lists.md:11:5 aliases is "/old/../up/"',
      'lists.md:13:5 aliases is "https://elsewhere.example/"',
      'lists.md:6:5 tags is "bell \\u0007"',
      'lists.md:7:5 tags is ["nested"]',
      'lists.md:8:5 tags is "\\u001b"',
      'lists.md:9:16 authors is {"name":"Bo"}',
      'lists.md:9:28 authors is "\\u0001"',
      'site.yaml:4:11 nav.path is "nowhere"',
      'site.yaml:5:5 nav is "Archive"',
      'site.yaml:6:5 nav is {"title":"B"}',
    ]);
  });

  it("reports profiles by what is wrong in them, and takes an empty part for a missing one", async () => {
    const content = write(join(folder, "profiles"), {
      "site.yaml": `url: https://blog.example
authors:
  - name: Ada
    bio:
    fediverse: ada@social.example
    links:
      - { title: A, path: "javascript:go()" }
      - { title: B, path: "https://b c.example/" }
      - { title: C, path: "mailto:c@blog.example" }
  - name:
  - bio: [B]
`,
      "posts/a.md": post("A", "2024-01-01"),
    });
    expect((await problemsOf(content)).map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
      '5:16 authors.fediverse is "ada@social.example", expected an account in the fediverse such as "@ada@social.example", in quotes',
      '7:27 authors.links.path is "javascript:go()", expected a path such as /about/ or a URL',
      '8:27 authors.links.path is "https://b c.example/", expected a URL such as https://example.com/',
      "10:10 authors.name is empty, expected a name",
      '11:5 authors is {"bio":["B"]}, expected a name, and perhaps a bio and links',
    ]);
  });

  it("reports languages that only look like real ones", async () => {
    const content = write(join(folder, "languages"), {
      "site.yaml": "url: https://blog.example\nlanguage: de-1901-1901\n",
      "posts/a.md": post("A", "2024-01-01", { lang: "en-ab-cd" }),
      "posts/b.md": post("B", "2024-01-01", { lang: "zh-hant-HK" }),
    });
    const expected = "expected a language such as en or pt-BR (BCP 47)";
    expect((await problemsOf(content)).map(({ message }) => message)).toEqual([
      `language is "de-1901-1901", ${expected}`,
      `lang is "en-ab-cd", ${expected}`,
    ]);
  });

  it("leaves the last good output as it was", async () => {
    const good = join(folder, "good");
    mkdirSync(join(good, "posts"), { recursive: true });
    writeFileSync(join(good, "posts/a.md"), "---\ntitle: A\ndate: 2024-01-01\n---\nText\n");
    await problemsOf(good);
    const before = readFileSync(join(folder, "out/release.bin"));
    await problemsOf(root);
    expect(readFileSync(join(folder, "out/release.bin")).equals(before)).toBe(true);
  });
});

describe("formatProblems", () => {
  it("shows the line with a mark below the column, and a count", () => {
    const problem: Problem = {
      severity: "error",
      file: "content/posts/a.md",
      line: 4,
      column: 7,
      message: "date is wrong",
      source: "date: yesterday",
    };
    expect(formatProblems([problem], false)).toBe(
      [
        "content/posts/a.md:4:7 error date is wrong",
        "    4 | date: yesterday",
        "              ^",
        "1 error, 0 warnings",
        "",
      ].join("\n"),
    );
  });

  it("cuts long lines around the place", () => {
    const source = `${"x".repeat(5000)}here${"y".repeat(5000)}`;
    const [, line, mark] = formatProblems(
      [{ severity: "error", file: "a.md", line: 1, column: 5001, message: "m", source }],
      false,
    ).split("\n");
    expect(line?.length).toBeLessThan(120);
    expect(line?.slice(mark?.indexOf("^"))).toMatch(/^here/);
  });
});
