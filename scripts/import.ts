import { present } from "./base/record.ts";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Argument, InvalidArgumentError, Option } from "commander";
import { command, run } from "./base/command.ts";
import { Failure } from "./base/failure.ts";
import { printStyled, say } from "./base/terminal.ts";
import { readGhost } from "./import/ghost/ghost.ts";
import { readHugo } from "./import/hugo/hugo.ts";
import { readJekyll } from "./import/jekyll/jekyll.ts";
import { readMarkdown } from "./import/plain/markdown-folder.ts";
import { unknownName } from "./import/permalink.ts";
import { planImport } from "./import/plan.ts";
import { formatReport, makeReport } from "./import/report/import-report.ts";
import { printDiffs } from "./import/report/print-diffs.ts";
import type { Note, ReadSource } from "./import/source.ts";
import { readWordPress } from "./import/wordpress/wordpress.ts";
import { writeFiles } from "./import/write.ts";
import { settingsFile } from "./read/folder.ts";
import { readZola } from "./import/zola/zola.ts";

interface Options {
  readonly out: string;
  readonly media?: string;
  readonly url?: string;
  readonly permalink?: string;
  readonly dryRun: boolean;
  readonly all: boolean;
  readonly json: boolean;
  readonly diff?: true | string;
}

const readers: Readonly<Record<string, ReadSource>> = {
  hugo: readHugo,
  jekyll: readJekyll,
  zola: readZola,
  markdown: readMarkdown,
  astro: readMarkdown,
  eleventy: readMarkdown,
  wordpress: readWordPress,
  ghost: readGhost,
};

const program = command(
  "import",
  "Imports a blog from another system. Nothing is ever overwritten, so it can be run again.",
  [
    "run import -- hugo ../old-blog --dry-run",
    "run import -- jekyll ../old-blog --out content",
    "run import -- wordpress export.xml --media uploads",
  ],
)
  .addArgument(new Argument("<source>", "the other system").choices(Object.keys(readers)))
  .argument(
    "<path>",
    "the old site's folder; for wordpress the XML of Tools → Export, for ghost the JSON of its export",
  )
  .option("--out <folder>", "where the content goes", "content")
  .option(
    "--media <folder>",
    "for exports: a copy of wp-content/uploads, or of Ghost's content/ (images, media, files)",
  )
  .option("--url <url>", "the old site's address, if its files don't contain it", addressOption)
  .option(
    "--permalink <pattern>",
    "for markdown: the posts' old addresses, such as /:year/:slug/ (also :month :day :path)",
    permalinkOption,
  )
  .option("--dry-run", "show what would be done, without writing anything", false)
  .option("--all", "list every place that needs attention, however many there are", false)
  .addOption(new Option("--json", "print the report for programs").default(false).conflicts("diff"))
  .option("--diff [file]", "show what changes in the texts, or in this one")
  .parse();

const declare = (file: string): Note => ({
  message: "… is there already: add `taxonomies: { categories: {} }` to it, or categories are shown nowhere",
  of: [file],
});

await run(async () => {
  const [source = "", path = ""] = program.args;
  const { out, media, url, permalink, dryRun, all, json, diff } = program.opts<Options>();
  for (const given of [path, media])
    if (given !== undefined && !existsSync(given))
      throw new Failure(`"${given}" does not exist, expected the old site's folder or export file`);

  const oldSite = readers[source]?.(resolve(path), present({ media, url, permalink }));
  if (oldSite === undefined) return;
  const plan = planImport(oldSite, statSync(path).isDirectory() ? resolve(path) : undefined);
  // A sample or existing site already has its settings.
  const kept = settingsFile(out);
  const files = plan.files.filter((file) => file.path !== "site.yaml" || kept === undefined);
  const undeclared =
    plan.hasCategories && kept !== undefined && !/^taxonomies:/m.test(readFileSync(join(out, kept), "utf8"));
  const siteNotes = undeclared ? [...plan.siteNotes, declare(kept)] : plan.siteNotes;
  const outcome = writeFiles(files, out, dryRun);
  const report = makeReport(oldSite, { ...plan, siteNotes }, outcome, { out, dryRun });
  if (diff !== undefined) printDiffs(plan.changes, out, diff === true ? undefined : diff);
  if (json) say(JSON.stringify(report, undefined, 2));
  else printStyled(process.stdout, formatReport(report, { all }));
  const complete = stripVTControlCharacters(formatReport(report, { all: true }));
  if (!dryRun) writeReport(out, complete);
  if (!json && !all && report.sections.length > 0)
    say(dryRun ? "--all lists every place" : `Every place is in ${reportFile(out)}`);
  if (oldSite.failures.length > 0 || outcome.different.length > 0) process.exitCode = 1;
});

/** Beside the output folder, which a build reads. */
function reportFile(out: string): string {
  return join(dirname(out), `${basename(resolve(out))}.report.txt`);
}

function writeReport(out: string, text: string): void {
  const file = reportFile(out);
  rmSync(file, { force: true }); // it may be a link to a file elsewhere
  writeFileSync(file, text, { flag: "wx" });
}

function permalinkOption(text: string): string {
  const name = unknownName(text);
  if (name === undefined) return text;
  throw new InvalidArgumentError(
    `${name} stands for nothing here, expected :slug (the title in an address), :path, :year, :month, :day or other parts of a date.`,
  );
}

function addressOption(text: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? "")) return text;
  throw new InvalidArgumentError("Expected a URL such as https://old.example.");
}
