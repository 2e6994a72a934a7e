import { describe, expect, it } from "vitest";
import { chartOf } from "../../scripts/bench/chart.ts";
import { tasks } from "../../scripts/bench/builds.ts";
import { pageOf } from "../../scripts/bench/page.ts";
import { type Finding, type Results, type Rows, withFinding } from "../../scripts/bench/results.ts";
import { publications } from "../../scripts/bench/writes.ts";
import { contrast } from "../views/contrast.ts";

const build = (posts: number, measured: string, wall: number): Finding<Rows["build"]> => ({
  posts,
  measured,
  rows: [
    { what: tasks.exported, by: "us", taken: { wall, cpu: 1, memory: 2e8 } },
    {
      what: "Hugo 1.2",
      by: "them",
      label: "Hugo & <more>",
      written: { files: 2345, bytes: 3e8 },
      taken: { wall: 2 * wall, cpu: 1, memory: 3e8 },
    },
    { what: "Hugo 1.2, bare templates", by: "them", taken: { wall: wall / 2, cpu: 1, memory: 3e8 } },
    { what: tasks.edit, by: "us", taken: { wall: wall / 10, cpu: 1, memory: 1e8 } },
  ],
});
const writes = (posts: number, measured: string): Finding<Rows["writes"]> => ({
  posts,
  measured,
  rows: [{ what: publications.fresh, writes: 28, bytes: 1e6 }],
});

const earlier: Results = {
  build: [build(1000, "on Monday", 3), build(10_000, "on Monday", 30)],
  writes: [writes(100, "on Monday")],
};

describe("the page of benchmarks", () => {
  it("tells once what all was measured with", () => {
    const page = pageOf(earlier);
    expect(page.match(/on Monday/g)).toHaveLength(1);
    expect(page).toContain("| Hugo 1.2 | 10,000 | 60.00 s | 1.00 s | 300 MB | 2,345 | 300 MB |");
    expect(page).not.toContain("## Serving");
  });

  it("keeps what a later run does not measure, and says what each was measured with", () => {
    const later = withFinding(earlier, "build", build(10_000, "on Tuesday", 20));
    const page = pageOf(withFinding(later, "writes", writes(100_000, "on Tuesday")));
    expect(page).toContain("| fore-edge, exported | 1,000 | 3.00 s |");
    expect(page).toContain("| fore-edge, exported | 10,000 | 20.00 s |");
    expect(page).not.toContain("30.00 s");
    expect(page).toContain("1,000 posts: measured on Monday.\n10,000 posts: measured on Tuesday.");
    expect(page).toContain("|  | 100 posts | 100,000 posts |");
    expect(page).toContain("100 posts: measured on Monday.\n100,000 posts: measured on Tuesday.");
  });
});

describe("the chart", () => {
  it("draws the comparison of the most posts, and a square for each key of a new post", () => {
    const chart = chartOf(earlier, "light") ?? "";
    expect(chart).toContain("Cold build of 10,000 posts");
    expect(chart).toContain("Hugo &amp; &lt;more&gt;");
    expect(chart).not.toContain("bare");
    expect(chart).toContain(">60.0 s<");
    expect(chart.match(/<rect [^>]*width="5.0"/g)).toHaveLength(28);
  });

  it.each([
    ["light", "#ffffff"],
    ["dark", "#0d1117"],
  ] as const)("has words that can be read on %s screens", (theme, screen) => {
    const chart = chartOf(earlier, theme) ?? "";
    const fills = [...chart.matchAll(/(text|\.faint)\{fill:(#[0-9a-f]{6})\}/g)].map(([, , fill = ""]) => fill);
    expect(fills).toHaveLength(2);
    for (const fill of fills) expect(contrast(fill, screen)).toBeGreaterThan(4.5);
  });

  it("is not drawn while there is nothing to compare", () => {
    expect(chartOf({ writes: [writes(100, "on Monday")] }, "light")).toBeUndefined();
  });
});
