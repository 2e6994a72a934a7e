import { mkdirSync } from "node:fs";
import { cpus, release as kernel, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { Argument } from "commander";
import { command, run, wholeNumber } from "./base/command.ts";
import { Failure } from "./base/failure.ts";
import { note, say } from "./base/terminal.ts";
import { type Blog, readBlogs } from "./bench/blogs.ts";
import { corpusOf } from "./bench/corpus.ts";
import { enginesOf } from "./bench/engines.ts";
import { forgetRooms, type Setting } from "./bench/rooms.ts";
import { type Row, tableOf } from "./bench/table.ts";

interface Section {
  /** With which blogs it measures where none are named; absent where no blog is needed. */
  readonly blogs?: string;
  readonly measure: (blog: Blog, setting: Setting) => Promise<readonly Row[]>;
}

// What a section needs is loaded when its turn comes.
const sections: Readonly<Record<string, Section>> = {
  build: {
    blogs: "50+cards,100+cards,300+cards,300+pictures,1000+cards,100,300,1000,10000",
    measure: async (blog, setting) => (await import("./bench/builds.ts")).measureBuilds(blog, setting, eleventy),
  },
  start: {
    blogs: "100,100+pictures,300,300+pictures",
    measure: async (blog, setting) => (await import("./bench/first-page.ts")).measureStart(blog, setting),
  },
  live: {
    blogs: "100,1000",
    measure: async (blog, setting) => (await import("./bench/live-view.ts")).measureLive(blog, setting),
  },
  commands: {
    blogs: "100,1000",
    measure: async (blog, setting) => (await import("./bench/overhead.ts")).measureCommands(blog, setting),
  },
  cache: {
    blogs: "300+pictures,1000+cards",
    measure: async (blog, setting) => (await import("./bench/archives.ts")).measureCache(blog, setting),
  },
  serve: {
    blogs: "1000",
    measure: async ({ posts }) =>
      (await import("./bench/serving/serve.ts")).measureServing(corpusOf(posts, work), join(work, "serve"), seconds),
  },
  size: {
    blogs: "100,1000,10000",
    measure: async ({ posts }) => [await (await import("./bench/size.ts")).measureWeight(posts, work)],
  },
  search: {
    blogs: "1000,10000",
    measure: async ({ posts }) => [await (await import("./bench/search/cost.ts")).measureSearch(posts, work)],
  },
  soak: {
    blogs: "1000",
    measure: async ({ posts }) =>
      (await import("./bench/serving/soak.ts")).measureSoak(corpusOf(posts, work), join(work, "soak"), seconds),
  },
  growth: { measure: async (_, { rounds }) => (await import("./bench/growth/growth.ts")).measureGrowth(rounds) },
  writes: {
    blogs: "100,1000,10000",
    measure: async ({ posts }) => {
      const { measureWrites } = await import("./bench/writes.ts");
      return Object.entries(await measureWrites(posts, work)).map(([publication, { writes, bytes }]) => {
        return { publication, writes, kB: Math.round(bytes / 1e3) };
      });
    },
  },
};

const bench = command(
  "bench",
  "Measures builds, starts, commands, what CI can keep, serving, also with a KV that fails, sizes, searching, what publications write, how soon a change is seen, and how build time grows with strange texts.",
  [
    "run bench -- build --blogs 300+pictures,1000+cards --eleventy",
    "run bench -- build start live --against HEAD~20",
    "run bench -- serve --seconds 10 --json",
    "run bench -- growth --rounds 5",
    "run bench -- soak --seconds 600",
  ],
)
  .addArgument(new Argument("[sections...]", "all of them when none is named").choices(Object.keys(sections)))
  .option(
    "--blogs <list>",
    "numbers of posts, each with +cards, +pictures or +scheduled if the blog has those",
    readBlogs,
  )
  .option("--against <commit>", "build, start, live, commands, cache: compare with the code of a commit, in turn")
  .option("--rounds <number>", "how often all is measured, to give the medians", wholeNumber(1), 3)
  .option("--eleventy", "build: install and measure Eleventy too", false)
  .option(
    "--seconds <number>",
    "serve: length of each round of requests; soak: how long all is asked for",
    wholeNumber(1),
    5,
  )
  .option("--blog <folder>", "search: the Markdown of a blog, to see how well its posts are found")
  .option("--work <folder>", "where what is measured goes", join(tmpdir(), "fore-edge-bench"))
  .option("--json", "print JSON", false)
  .parse();

interface Options {
  readonly blogs?: readonly Blog[];
  readonly against?: string;
  readonly rounds: number;
  readonly eleventy: boolean;
  readonly seconds: number;
  readonly blog?: string;
  readonly work: string;
  readonly json: boolean;
}

const [noBlog] = readBlogs("1") as [Blog];

const { blogs, against, rounds, eleventy, seconds, blog: real, work, json } = bench.opts<Options>();

void run(async () => {
  const chosen = bench.processedArgs[0] as readonly string[];
  mkdirSync(work, { recursive: true });
  const [{ model } = { model: "?" }] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  note(`On ${cpus().length} × ${model}, ${memory} GB, Linux ${kernel().split("-")[0]}, Node ${process.version}.`);
  using engines = enginesOf(against);
  for (const [name, section] of Object.entries(sections))
    if (chosen.length === 0 || chosen.includes(name)) {
      const rows: Row[] = [];
      try {
        if (name === "search" && real !== undefined)
          for (const row of await (await import("./bench/search/quality.ts")).measureQuality(real, work))
            rows.push({ blog: real, ...row });
        if (section.blogs === undefined) rows.push(...(await section.measure(noBlog, { ...engines, rounds, work })));
        else
          for (const blog of blogs ?? readBlogs(section.blogs))
            for (const row of await section.measure(blog, { ...engines, rounds, work }))
              rows.push({ blog: blog.name, ...row });
      } catch (error) {
        // What one section lacks, such as a browser, the others may do without.
        if (!(error instanceof Failure)) throw error;
        note(`error ${name} was not measured to its end: ${error.message}`);
        process.exitCode = 1;
      } finally {
        forgetRooms(work);
      }
      if (rows.length > 0) say(json ? JSON.stringify({ section: name, rows }) : `\n${name}\n\n${tableOf(rows)}`);
    }
});
