import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { project } from "../../project-folder.ts";

/** The cells of each line of a document's tables, without the commas of thousands. */
const tablesOf = (name: string): readonly string[][] =>
  readFileSync(join(project, name), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll(/(?<=\d),(?=\d)/g, "")),
    );

const measured = tablesOf("docs/benchmarks.md");
const readme = tablesOf("README.md");
const isHead = (cells: readonly string[]): boolean => cells.includes("fore-edge");
const peers = /Hugo|Eleventy/;

/** Each figure of a README table: which blog it is of, whose it is, and how it is written, such as "0.8 GB". */
const claims = readme.flatMap((head, index) => {
  const blog = /\d+(?:\+\w+)*/.exec(head[0] ?? "")?.[0];
  if (!isHead(head) || blog === undefined) return [];
  const end = readme.findIndex((cells, other) => other > index && cells.length !== head.length);
  return readme
    .slice(index + 2, end === -1 ? undefined : end)
    .flatMap(([what = "", ...cells]) =>
      cells.flatMap((figure, column) =>
        /\d/.test(figure) ? [{ blog, what, who: head[column + 1] ?? "", figure }] : [],
      ),
    );
});

describe("what the README says about speed", () => {
  it("is there", () => {
    expect(claims.length).toBeGreaterThanOrEqual(8);
  });

  it.each(claims)("is a row of the benchmarks: $what, $who with $blog posts, $figure", ({ blog, who, figure }) => {
    const [, number = "", unit = ""] = /^([\d.]+)(?: (\w+))?$/.exec(figure) ?? [];
    const digits = number.split(".")[1]?.length ?? 0;
    const rows = measured.filter((cells) => cells.includes(blog));
    const theirs = rows.filter((cells) =>
      who === "fore-edge" ? !peers.test(cells.join()) : cells.join().includes(who),
    );
    const figures = theirs.flat().map((cell) => (Number(cell) / (unit === "GB" ? 1000 : 1)).toFixed(digits));
    expect(figures).toContain(number);
  });
});
