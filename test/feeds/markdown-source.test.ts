import { Text } from "../../scripts/store/text.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { writeMarkdown } from "../../scripts/feeds/markdown-source.ts";
import { hostileText } from "./hostile.ts";
import { seed } from "../seed.ts";

/** The front matter of a Markdown text as YAML reads it, and its body. */
function read(markdown: string): { data: unknown; body: string } {
  const [, yaml = "", body = ""] = /^---\n(.*?\n)---\n\n(.*)$/s.exec(markdown) ?? [];
  return { data: parse(yaml), body };
}

describe("writeMarkdown", () => {
  it("puts what the article says about itself before its body", () => {
    const head = {
      title: 'Gilt "edges": 1.10',
      url: "https://blog.example/posts/gilt-edges/",
      date: Date.UTC(2024, 11, 16, 2, 13, 4) / 1000,
      updated: Date.UTC(2025, 0, 2) / 1000,
      authors: ["Ada Quill", "Łucja Żak"],
      description: "Why: edges",
      tags: ["true", "C#"],
      lang: "en",
    };
    expect(writeMarkdown(head, {}, Text.leaf("\n# Gold\n\n---\n\nEnd.\n\n"))).toBe(`---
title: "Gilt \\"edges\\": 1.10"
url: "https://blog.example/posts/gilt-edges/"
date: "2024-12-16T02:13:04Z"
updated: "2025-01-02T00:00:00Z"
authors: ["Ada Quill", "Łucja Żak"]
description: "Why: edges"
tags: ["true", "C#"]
lang: "en"
---

# Gold

---

End.
`);
  });

  it("leaves the indentation that makes the first line code", () => {
    const body = Text.leaf("\n \n    code\n");
    expect(read(writeMarkdown({ title: "Glue", url: "https://blog.example/glue/" }, {}, body)).body).toBe("    code\n");
  });

  it("says nothing about what is not there", () => {
    const markdown = writeMarkdown({ title: "Glue", url: "https://blog.example/glue/", tags: [] }, {}, Text.leaf(""));
    expect(read(markdown).data).toEqual({ title: "Glue", url: "https://blog.example/glue/" });
  });

  it("gives back any text when YAML reads it", () => {
    console.log(`fast-check seed ${seed}`);
    fc.assert(
      fc.property(hostileText, hostileText, fc.array(hostileText), (title, description, tags) => {
        const { data } = read(
          writeMarkdown({ title, description, tags, url: "https://blog.example/" }, {}, Text.leaf(title)),
        );
        expect(data).toEqual({
          title: title.toWellFormed(),
          description: description.toWellFormed(),
          url: "https://blog.example/",
          ...(tags.length === 0 ? {} : { tags: tags.map((tag) => tag.toWellFormed()) }),
        });
      }),
      { seed, numRuns: 500 },
    );
  });
});
