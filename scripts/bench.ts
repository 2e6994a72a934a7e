import { mkdirSync } from "node:fs";
import { cpus, release as kernel, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { Argument } from "commander";
import { command, run, wholeNumber } from "./base/command.ts";
import { note, say } from "./base/terminal.ts";
import { corpusOf } from "./bench/corpus.ts";
import { type Row, tableOf } from "./bench/table.ts";

// What a section needs is loaded when its turn comes.
const sections: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  build: async () => {
    const { forgetBuilds, measureBuilds } = await import("./bench/builds.ts");
    try {
      if (against === undefined) return sizes.flatMap((posts) => measureBuilds(posts, work, eleventy));
      const { compareBuilds } = await import("./bench/compare.ts");
      return compareBuilds(against, { sizes, scheduled, pairs, work });
    } finally {
      forgetBuilds(work);
    }
  },
  serve: async () => {
    const { measureServing } = await import("./bench/serve.ts");
    return measureServing(corpusOf(1000, work), join(work, "serve"), seconds);
  },
  size: async () => {
    const { measureWeight } = await import("./bench/size.ts");
    return Array.fromAsync([100, ...sizes], (posts) => measureWeight(posts, work));
  },
  writes: async () => {
    const { measureWrites } = await import("./bench/writes.ts");
    const rows = await Array.fromAsync([100, ...sizes], async (posts) =>
      Object.entries(await measureWrites(posts, work)).map(([publication, { writes, bytes }]) => {
        return { publication, posts, writes, kB: Math.round(bytes / 1e3) };
      }),
    );
    return rows.flat();
  },
  live: async () => {
    const { measureLive } = await import("./bench/live.ts");
    return measureLive(corpusOf(1000, work), join(work, "live"), 20);
  },
};

const bench = command(
  "bench",
  "Measures builds, serving, sizes, what publications write, and how soon a change is seen.",
  [
    "run bench -- build --sizes 1000,10000 --eleventy",
    "run bench -- build --against HEAD~20 --scheduled 300",
    "run bench -- serve --seconds 10 --json",
  ],
)
  .addArgument(new Argument("[sections...]", "all of them when none is named").choices(Object.keys(sections)))
  .option("--sizes <numbers>", "numbers of posts", readSizes, [1000, 10_000])
  .option("--against <commit>", "build: compare the code of a commit with this one, in turn")
  .option("--pairs <number>", "how many cold builds of each to compare", wholeNumber(1), 5)
  .option("--scheduled <number>", "posts to come, on top, in what is compared", wholeNumber(0), 0)
  .option("--eleventy", "build: install and measure Eleventy too", false)
  .option("--seconds <number>", "serve: length of each round of requests", wholeNumber(1), 5)
  .option("--work <folder>", "where what is measured goes", join(tmpdir(), "fore-edge-bench"))
  .option("--json", "print JSON", false)
  .parse();

interface Options {
  readonly sizes: readonly number[];
  readonly against?: string;
  readonly pairs: number;
  readonly scheduled: number;
  readonly eleventy: boolean;
  readonly seconds: number;
  readonly work: string;
  readonly json: boolean;
}

const { sizes, against, pairs, scheduled, eleventy, seconds, work, json } = bench.opts<Options>();

await run(async () => {
  const chosen = bench.processedArgs[0] as readonly string[];
  mkdirSync(work, { recursive: true });
  const [{ model } = { model: "?" }] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  note(`On ${cpus().length} × ${model}, ${memory} GB, Linux ${kernel().split("-")[0]}, Node ${process.version}.`);
  for (const [section, measure] of Object.entries(sections))
    if (chosen.length === 0 || chosen.includes(section)) {
      const rows = await measure();
      say(json ? JSON.stringify({ section, rows }) : `\n${section}\n\n${tableOf(rows)}`);
    }
});

function readSizes(text: string): readonly number[] {
  return text.split(",").map(wholeNumber(1));
}
