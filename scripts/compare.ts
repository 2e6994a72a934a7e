import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Argument } from "commander";
import { command, currentMoment, run } from "./base/command.ts";
import { Failure } from "./base/failure.ts";
import { present } from "./base/record.ts";
import { note, printStyled, say } from "./base/terminal.ts";
import { readAddresses } from "./compare/addresses.ts";
import { whatIsAlive } from "./compare/alive.ts";
import { isComplete, reportComparison } from "./compare/compare-report.ts";
import { askingBlog } from "./compare/new-blog.ts";
import { comparePages, pagesIn } from "./compare/pages.ts";
import { planImport } from "./import/plan.ts";
import { readers } from "./import/systems/readers.ts";
import { sourcePages } from "./import/systems/source-pages.ts";
import { writeFiles } from "./import/write.ts";

interface Options {
  readonly old?: string;
  readonly content?: string;
  readonly media?: string;
  readonly url?: string;
  readonly permalink?: string;
  readonly within?: string;
  readonly cache: string;
  readonly json: boolean;
  readonly all: boolean;
}

const program = command(
  "compare",
  "Compares an old blog with the new one, page by page: addresses, words, structure, anchors, dates and languages.",
  [
    "run compare -- hugo ../old-hugo --old ../old-hugo/public",
    "run compare -- jekyll ../old-jekyll --old ../old-jekyll/_site --content new-content --json",
    "run compare -- zola ../old-zola",
  ],
)
  .addArgument(new Argument("<source>", "the other system").choices(Object.keys(readers)))
  .argument("<path>", "the old site's folder, or its export")
  .option(
    "--old <where>",
    "what the old system made of it: a folder of HTML, or for addresses alone a sitemap, a list or a URL; without it the source's own texts are compared",
  )
  .option("--content <folder>", "the new content; without it the source is imported into a temporary folder")
  .option("--within <element>", "where the old pages have their articles: .class, #id or a name such as article")
  .option("--media <folder>", "as for import")
  .option("--url <url>", "as for import")
  .option("--permalink <pattern>", "as for import")
  .option("--cache <folder>", "where results are kept for the next run", ".cache")
  .option("--json", "print JSON", false)
  .option("--all", "list every page, however many there are", false)
  .parse();

void run(async () => {
  const [source = "", path = ""] = program.args;
  const { old, content, media, url, permalink, within, cache, json, all } = program.opts<Options>();
  for (const given of [path, content, media])
    if (given !== undefined && !existsSync(given))
      throw new Failure(`"${given}" does not exist, expected a folder or file`);

  const site = readers[source]?.(resolve(path), present({ media, url, permalink }));
  if (site === undefined) return;
  const plan = planImport(site, statSync(path).isDirectory() ? resolve(path) : undefined);
  const temporary = content === undefined ? mkdtempSync(join(tmpdir(), "fore-edge-compare-")) : undefined;
  try {
    if (temporary !== undefined) writeFiles(plan.files, temporary, false);
    const isFolder = old !== undefined && existsSync(old) && statSync(old).isDirectory();
    const pages = old === undefined ? sourcePages(site) : isFolder ? pagesIn(old) : [];
    const paths = old === undefined ? pages.map((page) => page.path) : (await readAddresses(old)).paths;
    if (old !== undefined && !isFolder) note(`${old} has addresses alone, so that no words are compared`);
    const lacking = new Set(plan.notes.filter(({ lacks }) => lacks).map(({ file }) => file));
    const named = new Set(plan.places.filter(({ file }) => lacking.has(file)).map((place) => place.path));
    const comparison = await askingBlog(content ?? temporary ?? "", cache, currentMoment(), async (ask, timezone) => ({
      addresses: await whatIsAlive(paths, ask),
      pages: await comparePages(pages, ask, timezone, named, old === undefined ? "body" : within),
    }));
    if (comparison.pages.length > 0 && comparison.pages.every(({ words }) => words === 0))
      throw new Failure(`the old pages have no words; see whether ${old ?? path} was built as it should be`);
    if (json) say(JSON.stringify(comparison, null, 2));
    else printStyled(process.stdout, reportComparison(comparison, all));
    if (!isComplete(comparison)) process.exitCode = 1;
  } finally {
    if (temporary !== undefined) rmSync(temporary, { recursive: true });
  }
});
