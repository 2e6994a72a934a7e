import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, release as kernel, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError } from "commander";
import { chartOf, type Theme } from "./bench/chart.ts";
import { corpusOf, origin } from "./bench/corpus.ts";
import { pageOf, sections } from "./bench/page.ts";
import { toText } from "./bench/report.ts";
import { readResults, type Results, type Rows, type Section, withFinding, writeResults } from "./bench/results.ts";
import { tablesOf } from "./bench/tables.ts";
import { command, run } from "./base/command.ts";
import { say } from "./base/terminal.ts";

interface Options {
  readonly sizes: readonly number[];
  readonly work: string;
  readonly seconds: number;
  readonly eleventy: boolean;
  readonly write: boolean;
}

const bench = command(
  "bench",
  "Measures builds, serving, sizes, what publications write, and how soon a change is seen.",
  [
    "run bench",
    "run bench -- build --sizes 1000,10000 --eleventy",
    "run bench -- build size writes --sizes 100000",
    "run bench -- serve --seconds 10 --no-write",
  ],
)
  .argument("[sections...]", `any of ${sections.join(", ")}; all of them when none is named`, readSection)
  .option("--sizes <numbers>", "numbers of posts", readSizes, [1000, 10_000])
  .option("--work <folder>", "where what is measured goes", join(tmpdir(), "fore-edge-bench"))
  .option("--seconds <number>", "length of each round of requests", Number, 5)
  .option("--eleventy", "install and measure Eleventy too", false)
  .option("--no-write", "leave docs/benchmarks.md as it is")
  .parse();

const { sizes, work, seconds, eleventy, write } = bench.opts<Options>();
const docs = join(import.meta.dirname, "../docs");

/** How each section measures, and with how many posts. What is small at any size is measured with few posts too. */
const measures: {
  readonly [S in Section]: {
    readonly sizes: readonly number[];
    readonly rows: (posts: number) => Promise<readonly Rows[S][]>;
  };
} = {
  build: { sizes, rows: async (posts) => (await import("./bench/builds.ts")).measureBuilds(posts, work, { eleventy }) },
  serve: {
    sizes: [1000],
    rows: async (posts) =>
      (await import("./bench/serve.ts")).measureServing(corpusOf(posts, work), join(work, "serve"), seconds),
  },
  size: {
    sizes: [100, ...sizes],
    rows: async (posts) => [await (await import("./bench/size.ts")).measureWeight(posts, work)],
  },
  writes: {
    sizes: [100, ...sizes],
    rows: async (posts) => (await import("./bench/writes.ts")).measureWrites(posts, work),
  },
  live: {
    sizes: [1000],
    rows: async (posts) => (await import("./bench/live.ts")).measureLive(corpusOf(posts, work), join(work, "live"), 20),
  },
};

await run(async () => {
  const chosen = bench.processedArgs[0] as readonly Section[] | undefined;
  const wanted = new Set<Section>(chosen === undefined || chosen.length === 0 ? sections : chosen);
  mkdirSync(work, { recursive: true });
  let results = readResults(join(docs, "benchmarks.json"));
  for (const section of sections)
    if (wanted.has(section)) {
      results = await measureSection(section, results);
      if (write) publish(results); // each section at once, should the next one fail
    }
  if (wanted.has("build")) (await import("./bench/builds.ts")).forgetBuilds(work);
});

/** Measures a section and shows its tables. */
async function measureSection<S extends Section>(section: S, before: Results): Promise<Results> {
  const { sizes: each, rows } = measures[section];
  let found: Results = {};
  let results = before;
  for (const posts of new Set(each)) {
    const finding = { posts, measured: measuredNow(), rows: await rows(posts) };
    found = withFinding(found, section, finding);
    results = withFinding(results, section, finding);
  }
  for (const table of tablesOf(section, found[section])) say(toText(table));
  return results;
}

function measuredNow(): string {
  const [{ model } = { model: "?" }] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  const memory = Math.round(totalmem() / 2 ** 30);
  return `on ${day} on ${cpus().length} × ${model}, ${memory} GB, Linux ${kernel().split("-")[0]}, Node ${process.version}, with ${origin}`;
}

function publish(results: Results): void {
  writeResults(join(docs, "benchmarks.json"), results);
  writeFileSync(join(docs, "benchmarks.md"), pageOf(results));
  for (const theme of ["light", "dark"] satisfies Theme[]) {
    const chart = chartOf(results, theme);
    if (chart !== undefined) writeFileSync(join(docs, `benchmarks-${theme}.svg`), chart);
  }
}

function readSection(name: string, before: readonly Section[] | undefined): readonly Section[] {
  const section = sections.find((each) => each === name);
  if (section === undefined) throw new InvalidArgumentError(`Expected one of ${sections.join(", ")}.`);
  return [...(before ?? []), section];
}

function readSizes(text: string): readonly number[] {
  const numbers = text.split(",").map(Number);
  if (numbers.some((size) => !Number.isInteger(size) || size < 1))
    throw new InvalidArgumentError("Expected numbers of posts such as 1000,10000.");
  return numbers;
}
