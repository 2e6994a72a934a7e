import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { note } from "../../base/terminal.ts";
import { medianOf, type Row, rounded } from "../table.ts";
import { codePatterns } from "./code-patterns.ts";
import type { Took } from "./growth-thread.ts";
import { frontMatterPatterns } from "./front-matter-patterns.ts";
import { markdownPatterns } from "./markdown-patterns.ts";
import type { Pattern, Sizes } from "./pattern.ts";
import { oddPatterns } from "./odd-patterns.ts";

/** Characters of an article. */
const usual: Sizes = [50_000, 100_000, 200_000];

// Less is lost in what compiling and collecting garbage take now and then, which grows with nothing.
const worthMeasuring = 50; // milliseconds

const longest = 20_000; // milliseconds, for one article

/** No build time may grow faster than the text to the power of this. */
const bound = 1.3;

export const allPatterns: readonly Pattern[] = [
  ...markdownPatterns,
  ...frontMatterPatterns,
  ...oddPatterns,
  ...codePatterns,
];

/**
 * Compiles articles of growing size and strange content, each in as many rounds, by the processor's time. Its rows are those whose time
 * grows faster than it may although no error says so, and a summary.
 */
export async function measureGrowth(rounds: number, all: readonly Pattern[] = allPatterns): Promise<Row[]> {
  const rows: Row[] = [];
  using compiler = new Compiler();
  let refused = 0;
  for (const pattern of all) {
    const found = await growthOf(pattern, rounds, compiler);
    if (found === "refused") refused += 1;
    else if (found) rows.push(found);
  }
  note(`${all.length} patterns, ${refused} of them refused with an error that names the line, ${rows.length} too slow`);
  return [...rows, { pattern: "all", patterns: all.length, refused, tooSlow: rows.length }];
}

async function growthOf(
  { name, textOf, sizes = usual }: Pattern,
  rounds: number,
  compiler: Compiler,
): Promise<Row | "refused" | undefined> {
  const medians: number[] = [];
  for (const size of sizes) {
    const text = textOf(size);
    const first = await compiler.compile(text);
    if (first?.error !== undefined && first.ms < longest) return "refused";
    const further = !first || first.ms < worthMeasuring ? [] : Array.from({ length: rounds - 1 });
    const times = [first?.ms ?? Infinity];
    for (const _ of further) times.push((await compiler.compile(text))?.ms ?? Infinity);
    medians.push(medianOf(times));
    if (!first) break;
  }
  const [small = 0, large = 0] = [medians[0], medians.at(-1)];
  const exponent = Math.log(large / small) / Math.log((sizes[medians.length - 1] ?? 1) / sizes[0]);
  if (large < worthMeasuring || exponent <= bound) return undefined;
  return { pattern: name, ms: medians.map((ms) => Math.round(ms)).join(" / "), exponent: rounded(exponent) };
}

/** Nothing is handed over. */
const copied: readonly [] = [];

/** A thread that compiles articles, and another once one has taken too long. */
class Compiler {
  #worker: Worker | undefined;

  /** Undefined for an article that takes too long. */
  async compile(text: string): Promise<Took | undefined> {
    this.#worker ??= await started();
    const worker = this.#worker;
    worker.postMessage(text, copied);
    const signal = AbortSignal.timeout(longest);
    try {
      const [took] = (await once(worker, "message", { signal })) as [Took];
      return took;
    } catch (error) {
      if (!signal.aborted) throw error;
      await worker.terminate();
      this.#worker = undefined;
      return undefined;
    }
  }

  [Symbol.dispose](): void {
    void this.#worker?.terminate();
  }
}

/** Articles of an ordinary kind come first, so that no pattern pays for what V8 compiles. */
async function started(): Promise<Worker> {
  const worker = new Worker(new URL("./growth-thread.ts", import.meta.url));
  await once(worker, "message");
  for (let round = 0; round < 10; round += 1) {
    worker.postMessage(
      `---\ntitle: A\ndate: 2024-01-01\n---\n${"A *text* with `code` and [links](b).\n\n- a\n- b\n\n".repeat(50)}`,
      copied,
    );
    await once(worker, "message");
  }
  return worker;
}
