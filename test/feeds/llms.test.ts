import { marked } from "marked";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeLlms } from "../../scripts/feeds/llms.ts";
import { hostileText } from "./hostile.ts";
import { seed } from "../seed.ts";
import { sampleSite } from "./sample.ts";

const about = { title: "About [us]", path: "/about/" };

describe("writeLlms", () => {
  it("has a heading, a summary and sections of links", () => {
    const text = writeLlms({ ...sampleSite, description: "On <b>books</b>, *old* ones" }, [about]);
    expect(text).toMatch(/^# Paper & Ink\n\n> On \\<b\\>books\\<\/b\\>, \\\*old\\\* ones\n\n/);
    expect(text).toContain("\n\n## Posts\n\n- [Newest posts](https://blog.example/feed.json): ");
    expect(text).toMatch(/\n\n## Pages\n\n- \[About \\\[us\\\]\]\(https:\/\/blog\.example\/about\/\)\n$/);
  });

  it("has no section for pages where there are none", () => {
    expect(writeLlms(sampleSite, [])).not.toContain("## Pages");
  });

  it("keeps its form whatever a title contains", () => {
    console.log(`fast-check seed ${seed}`);
    fc.assert(
      fc.property(hostileText, hostileText, (title, description) => {
        const tokens = marked.lexer(writeLlms({ ...sampleSite, title, description }, [{ ...about, title }]));
        const blocks = tokens.filter(({ type }) => type !== "space").map(({ type }) => type);
        expect(blocks).toEqual(["heading", "blockquote", "paragraph", "heading", "list", "heading", "list"]);
      }),
      { seed, numRuns: 300 },
    );
  });
});
