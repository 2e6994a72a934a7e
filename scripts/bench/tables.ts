import type { Table } from "./report.ts";
import type { Finding, Results, Rows, Section } from "./results.ts";
import { pagesRendered } from "./size.ts";

type Findings<S extends Section> = readonly Finding<Rows[S]>[];

const aboutBuilds = `Cold builds write all pages to HTML files. A prebuild is what a publication needs: manifest and release.

The templates of the other generators, [Hugo's](../scripts/bench/hugo) and [Eleventy's](../scripts/bench/eleventy), give
what ours give: posts with metadata for search engines and link previews, the whole stylesheet, a table of contents,
anchors, highlighted code and related posts, and their Markdown beside them; lists of ten, tags, an archive by year; feeds of
twenty full posts in three formats for the home page, each tag and each author. They give less where they can't do the same
cheaply: links in feeds stay relative, anchors and classes stay in, links in the Markdown stay as they were written, tables
have no scroll box of their own, and there are no icons, no series and no page about feeds.

Hugo ranks related posts among all older ones that share a tag, in a time that grows with the square of their number; we
and the templates for Eleventy look at the last sixteen of each tag. So Hugo is measured without related posts too, and
with [bare templates](../scripts/bench/hugo-bare), which have next to nothing of all this.`;

const buildTables = (findings: Findings<"build">): Table[] => [
  {
    title: "Builds",
    note: aboutBuilds,
    columns: ["", "posts", "wall", "CPU", "peak memory", "files", "bytes"],
    rows: findings.flatMap(({ posts, rows }) =>
      rows.map(({ what, taken, written }) => [
        what,
        count(posts),
        `${taken.wall.toFixed(2)} s`,
        `${taken.cpu.toFixed(2)} s`,
        bytesOf(taken.memory),
        ...(written ? [count(written.files), bytesOf(written.bytes)] : ["", ""]),
      ]),
    ),
  },
];

const serveTables = (findings: Findings<"serve">): Table[] => [
  {
    title: "Serving",
    note: "Requests a second against a worker in the same workerd that returns the same bytes, without wrangler's proxy.",
    columns: ["", "requests/s", "p99", "the limit", "requests/s", "p99", "ratio"],
    rows: findings.flatMap(({ rows }) =>
      rows.map(({ kind, limit, ours, theirs }) => [
        kind,
        String(Math.round(ours.rate)),
        `${ours.p99} ms`,
        limit,
        String(Math.round(theirs.rate)),
        `${theirs.p99} ms`,
        (ours.rate / theirs.rate).toFixed(2),
      ]),
    ),
  },
];

// https://developers.cloudflare.com/workers/platform/limits/#worker-size; the older ones are of the gzipped bundle.
const limits = { raw: 64 * 2 ** 20, free: 3e6, paid: 10e6 };

const sizeTables = (findings: Findings<"size">): Table[] => [
  {
    title: "The worker",
    note: [
      "Start-up is CPU: as `wrangler check startup` samples it every 9 ms, the mean of twenty starts; and in a bare workerd until",
      "the first answer, above that of a worker that does nothing with the same release. Memory is the isolate's after its",
      `start, and after it has rendered ${count(pagesRendered)} pages (or all there are).`,
      "",
      "Workers may take 64 MiB before compression on every plan, a second to start and 128 MB of memory. The last column goes",
      "by the stricter limits of before mid-2026: 3 MB gzipped on the free plan, 10 MB on the paid one.",
    ].join("\n"),
    columns: ["posts", "script", "release", "both", "gzipped", "check startup", "in workerd", "memory", "busy", "plan"],
    rows: findings.flatMap(({ posts, rows }) =>
      rows.map(({ script, release, start, isolate }) => {
        const [raw, gzip] = [script.raw + release.raw, script.gzip + release.gzip];
        const plan = gzip <= limits.free ? "free" : gzip <= limits.paid ? "paid" : "none";
        return [
          count(posts),
          ...[script.raw, release.raw, raw, gzip].map(bytesOf),
          `${start.checked.toFixed(1)} ms`,
          `${start.own.toFixed(1)} ms`,
          bytesOf(isolate.started),
          bytesOf(isolate.busy),
          raw > limits.raw ? "none" : plan,
        ];
      }),
    ),
  },
  {
    title: "Reads of KV",
    note: "For one request of each kind. What is in the worker's memory, a 304 and a 404 need none.",
    ...bySize(findings, ({ rows: [weight] }) =>
      Object.entries(weight?.reads ?? {}).map(([kind, reads]) => [kind, String(reads)]),
    ),
  },
];

const writesTables = (findings: Findings<"writes">): Table[] => [
  {
    title: "Writes to KV",
    note: "What a publication adds to what is there. The free plan allows 1,000 writes a day.",
    ...bySize(findings, ({ rows }) =>
      rows.map(({ what, writes, bytes }) => [what, writes === 0 ? "0" : `${count(writes)} (${bytesOf(bytes)})`]),
    ),
  },
];

const liveTables = (findings: Findings<"live">): Table[] => [
  {
    title: "From saving to seeing",
    note: "`npm start` with 1,000 posts and a browser open at the page, in milliseconds.",
    columns: ["what changes", "median", "slowest"],
    rows: findings.flatMap(({ rows }) =>
      rows.map(({ what, median, slowest }) => [what, median.toFixed(0), slowest.toFixed(0)]),
    ),
  },
];

/** A column for each number of posts, a row for each label. */
function bySize<Row>(
  findings: readonly Finding<Row>[],
  cells: (finding: Finding<Row>) => readonly (readonly [label: string, cell: string])[],
): Pick<Table, "columns" | "rows"> {
  const columns = findings.map((finding) => new Map(cells(finding)));
  const labels = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  return {
    columns: ["", ...findings.map(({ posts }) => `${count(posts)} posts`)],
    rows: labels.map((label) => [label, ...columns.map((column) => column.get(label) ?? "")]),
  };
}

const makers: { readonly [S in Section]: (findings: Findings<S>) => Table[] } = {
  build: buildTables,
  serve: serveTables,
  size: sizeTables,
  writes: writesTables,
  live: liveTables,
};

/** The tables of a section; none when nothing was found out. */
export function tablesOf<S extends Section>(section: S, findings: Results[S]): Table[] {
  return findings === undefined || findings.length === 0 ? [] : makers[section](findings);
}

export const count = (number: number): string => number.toLocaleString("en");

/** Three digits: `47.1 kB`, `935 MB`, `3.10 GB`. */
export function bytesOf(bytes: number): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`;
}
