import { toMarkdown } from "./report.ts";
import type { Finding, Results, Section } from "./results.ts";
import { count, tablesOf } from "./tables.ts";

export const sections = ["build", "serve", "size", "writes", "live"] as const satisfies readonly Section[];

/** The page of benchmarks, in Markdown. What all was measured with is told once, else under each table. */
export function pageOf(results: Results): string {
  const all = sections.flatMap((section): readonly Finding<unknown>[] => results[section] ?? []);
  const [first, ...others] = new Set(all.map(({ measured }) => measured));
  const isOne = others.length === 0;
  const tables = sections.flatMap((section) => {
    const measured = isOne ? [] : [measuredBy(results[section] ?? [])];
    return tablesOf(section, results[section]).flatMap((table) => [toMarkdown(table), ...measured]);
  });
  return [head, ...(isOne && first !== undefined ? [`Measured ${first}.`, ""] : []), ...tables].join("\n");
}

/** One sentence where a section was measured in one run, else one for each. */
function measuredBy(findings: readonly Finding<unknown>[]): string {
  const runs = Map.groupBy(findings, ({ measured }) => measured);
  const sentences = [...runs].map(([measured, of]) =>
    runs.size === 1
      ? `Measured ${measured}.`
      : `${of.map(({ posts }) => count(posts)).join(" and ")} posts: measured ${measured}.`,
  );
  return `${sentences.join("\n")}\n`;
}

const head = `# Benchmarks

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="benchmarks-dark.svg">
  <img src="benchmarks-light.svg" alt="Bars of the figures below: a cold build, a rebuild after an edit, writes for a new post">
</picture>

\`npm run bench\` measures all this again on your machine. What is compared ran in turn, in one run, on the same posts of
about 8 kB each.

\`\`\`sh
npm run bench                                       # everything, at 1,000 and 10,000 posts: a quarter of an hour
npm run bench -- build --eleventy                   # one section, with Eleventy, which it installs
npm run bench -- build size writes --sizes 100000   # ten minutes, 20 GB of disk, 4 GB of memory
\`\`\`

A run replaces what it measures, here and in [benchmarks.json](benchmarks.json), and leaves the rest.
`;
