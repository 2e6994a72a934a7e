import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, release as kernel, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError } from "commander";
import type { Built } from "./bench/build.ts";
import { type Table, toMarkdown, toSvg, toText } from "./bench/report.ts";
import type { Weight } from "./bench/size.ts";
import { buildTable, megabytes, serveTable, sizeTable, writesTable } from "./bench/tables.ts";
import type { Written } from "./bench/writes.ts";
import { command, run } from "./command.ts";

interface Options {
  readonly sizes: readonly number[];
  readonly work: string;
  readonly seconds: number;
  readonly eleventy: boolean;
  readonly write: boolean;
}

const sections = ["build", "serve", "size", "writes", "live"] as const;
type Section = (typeof sections)[number];

const bench = command(
  "bench",
  "Measures builds, serving, sizes, what publications write, and how soon a change is seen.",
  ["run bench", "run bench -- build --sizes 1000,10000 --eleventy", "run bench -- serve --seconds 10 --no-write"],
)
  .argument("[sections...]", `any of ${sections.join(", ")}; all of them when none is named`, readSection)
  .option("--sizes <numbers>", "numbers of posts", readSizes, [1000, 10_000])
  .option("--work <folder>", "where what is measured goes", join(tmpdir(), "fore-edge-bench"))
  .option("--seconds <number>", "length of each round of requests", Number, 5)
  .option("--eleventy", "install and measure Eleventy too", false)
  .option("--no-write", "leave docs/benchmarks.md as it is")
  .parse();

await run(async () => {
  const { sizes, work, seconds, eleventy, write } = bench.opts<Options>();
  const chosen = bench.processedArgs[0] as readonly Section[] | undefined;
  const wanted = new Set<Section>(chosen === undefined || chosen.length === 0 ? sections : chosen);
  mkdirSync(work, { recursive: true });
  const tables: Table[] = [];
  const show = (table: Table): void => {
    tables.push(table);
    console.log(toText(table));
  };
  const built: Built[] = [];
  if (wanted.has("build")) {
    const { measureBuilds } = await import("./bench/build.ts");
    for (const posts of sizes) built.push(...(await measureBuilds(posts, work, { eleventy })));
    show(buildTable(built));
  }
  if (wanted.has("serve")) {
    const { measureServing } = await import("./bench/serve.ts");
    const { writeCorpus } = await import("./bench/corpus.ts");
    writeCorpus(1000, join(work, "corpus-1000"));
    show(serveTable(await measureServing(join(work, "corpus-1000"), join(work, "serve"), seconds)));
  }
  if (wanted.has("size")) {
    const { measureWeight } = await import("./bench/size.ts");
    const weights: Weight[] = [];
    for (const posts of [100, ...sizes]) weights.push(await measureWeight(posts, work));
    show(sizeTable(weights));
  }
  if (wanted.has("writes")) {
    const { measureWrites } = await import("./bench/writes.ts");
    const written: Written[] = [];
    for (const posts of [100, ...sizes]) written.push(...(await measureWrites(posts, work)));
    show(writesTable(written));
  }
  if (wanted.has("live")) {
    const { liveTable, measureLive } = await import("./bench/live.ts");
    const { writeCorpus } = await import("./bench/corpus.ts");
    writeCorpus(1000, join(work, "corpus-1000"));
    show(liveTable(await measureLive(join(work, "corpus-1000"), join(work, "live"), 20)));
  }
  if (write) publish(tables, built);
});

function publish(tables: readonly Table[], built: readonly Built[]): void {
  const docs = join(import.meta.dirname, "../docs");
  const [{ model } = { model: "?" }] = cpus();
  const machine = `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${kernel().split("-")[0]}, Node ${process.version}`;
  const intro = [
    "# Benchmarks",
    "",
    `Measured on ${new Date().toISOString().slice(0, 10)} on ${machine}, with \`npm run bench\`, which measures again on yours.`,
    "Programs ran in turn, on the same generated posts of about 8 kB each.",
    "",
  ];
  writeFileSync(join(docs, "benchmarks.md"), [...intro, ...tables.map(toMarkdown)].join("\n"));
  const most = Math.max(...built.map(({ posts }) => posts));
  const cold = built.filter(({ posts, what }) => posts === most && !what.startsWith("prebuild"));
  if (cold.length < 2) return;
  const bars = cold.map(({ what, taken }) => ({
    label: what,
    value: taken.wall,
    shown: `${taken.wall.toFixed(1)} s, ${megabytes(taken.memory)}`,
    isOurs: what.startsWith("fore-edge"),
  }));
  for (const theme of ["light", "dark"] as const)
    writeFileSync(
      join(docs, `benchmarks-${theme}.svg`),
      toSvg(`Cold build of ${most.toLocaleString("en")} posts`, bars, theme),
    );
}

function readSection(name: string, before: readonly Section[] | undefined): readonly Section[] {
  const section = sections.find((each) => each === name);
  if (section === undefined) throw new InvalidArgumentError(`Expected one of ${sections.join(", ")}.`);
  return [...(before ?? []), section];
}

function readSizes(text: string): readonly number[] {
  const sizes = text.split(",").map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < 1))
    throw new InvalidArgumentError("Expected numbers of posts such as 1000,10000.");
  return sizes;
}
