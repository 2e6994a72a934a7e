import { describe, expect, it } from "vitest";
import { formatReport, type ImportReport, type Kind } from "../../../scripts/import/report/import-report.ts";

const kind = (message: string, count: number): Kind => ({
  message,
  notes: Array.from({ length: count }, (_, index) => ({
    place: `content/posts/p${index}.md:${index + 1}`,
    sentence: message.replace("…", "tag"),
    of: ["tag"],
  })),
});

const report = (kinds: readonly Kind[]): ImportReport => ({
  out: "content",
  dryRun: false,
  posts: 4700,
  pages: 600,
  drafts: 0,
  converted: 1900,
  oldAddresses: 5300,
  written: 5400,
  same: 0,
  sections: [{ title: "Needs your attention", kinds }],
});

const linesOf = (text: string): number => text.trimEnd().split("\n").length;

describe("the report on a terminal", () => {
  it.each([1, 5, 20, 45, 300])("stays below 60 lines with %d kinds of 4,000 notes", (count) => {
    const kinds = Array.from({ length: count }, (_, index) => kind(`the ${index}th … stays`, 4000));
    const text = formatReport(report(kinds), { all: false });
    expect(linesOf(text)).toBeLessThan(60);
    expect(text).toContain("4,000 times: the 0th … stays (tag 4,000)");
    expect(text).toMatch(count === 300 ? /and \d+ more kinds/ : new RegExp(`the ${count - 1}th … stays`));
  });

  it("has every place with all", () => {
    expect(linesOf(formatReport(report([kind("the … stays", 4000)]), { all: true }))).toBeGreaterThan(4000);
  });

  it("says a single note as a sentence, with its place", () => {
    expect(formatReport(report([kind("the … stays", 1)]), { all: false })).toContain(
      "\n  content/posts/p0.md:1 the tag stays\n",
    );
  });
});
