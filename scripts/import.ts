import { present } from "./base/record.ts";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Argument, InvalidArgumentError, Option } from "commander";
import { command, run } from "./base/command.ts";
import { Failure } from "./base/failure.ts";
import { printStyled, say } from "./base/terminal.ts";
import { compareAddresses } from "./compare/compare-addresses.ts";
import { unknownName } from "./import/permalink.ts";
import { planImport } from "./import/plan.ts";
import { formatReport, makeReport, sectionOf } from "./import/report/import-report.ts";
import { printDiffs } from "./import/report/print-diffs.ts";
import type { Note } from "./import/source.ts";
import { readers } from "./import/systems/readers.ts";
import { writeFiles } from "./import/write.ts";
import { settingsFile } from "./read/folder.ts";

interface Options {
  readonly out: string;
  readonly media?: string;
  readonly url?: string;
  readonly permalink?: string;
  readonly dryRun: boolean;
  readonly all: boolean;
  /** Where the old addresses are, if not where `url` has them; false for nowhere. */
  readonly compare?: string | false;
  readonly cache: string;
  readonly json: boolean;
  readonly diff?: true | string;
}

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
    "the old site's folder, or the file that it exports: the XML of WordPress, the JSON of Ghost, the CSV of Bear, the ZIP of Substack, Medium or micro.blog",
  )
  .option("--out <folder>", "where the content goes", "content")
  .option(
    "--media <folder>",
    "for exports: a copy of wp-content/uploads, or of Ghost's content/ (images, media, files)",
  )
  .option(
    "--url <url>",
    "the old site's address: links to it stay within the blog, and all of its sitemap is asked for",
    addressOption,
  )
  .option(
    "--permalink <pattern>",
    "for markdown and obsidian: the posts' old addresses, such as /:year/:slug/ (also :month :day :path)",
    permalinkOption,
  )
  .option(
    "--compare <addresses>",
    "ask the new blog for these: a sitemap or list, in a file or at a URL, or a folder of HTML; by default the sitemap of --url",
  )
  .option("--no-compare", "ask for no old address")
  .option("--cache <folder>", "where a comparison keeps what the next build needs", ".cache")
  .option("--dry-run", "show what would be done, without writing anything", false)
  .option("--all", "list every place that needs attention, however many there are", false)
  .addOption(new Option("--json", "print the report for programs").default(false).conflicts("diff"))
  .option("--diff [file]", "show what changes in the texts, or in this one")
  .parse();

const declare = (file: string): Note => ({
  message: "… is there already: add `taxonomies: { categories: {} }` to it, or categories are shown nowhere",
  of: [file],
});

void run(async () => {
  const [source = "", path = ""] = program.args;
  const { out, media, url, permalink, dryRun, all, compare, cache, json, diff } = program.opts<Options>();
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
  const where = compare === false ? undefined : (compare ?? url);
  const compared = where === undefined || dryRun ? undefined : await compareAddresses(where, out, cache);
  const addresses = compared === undefined ? [] : sectionOf("Old addresses", compared.notes, out);
  const made = makeReport(oldSite, { ...plan, siteNotes }, outcome, { out, dryRun });
  const report = { ...made, sections: [...addresses, ...made.sections] };
  if (diff !== undefined) printDiffs(plan.changes, out, diff === true ? undefined : diff);
  if (json) say(JSON.stringify(report, undefined, 2));
  else printStyled(process.stdout, formatReport(report, { all }));
  const complete = stripVTControlCharacters(formatReport(report, { all: true }));
  if (!dryRun) writeReport(out, complete);
  if (!json && !all && report.sections.length > 0)
    say(dryRun ? "--all lists every place" : `Every place is in ${reportFile(out)}`);
  // Without --compare nobody has asked for the old site's sitemap, which it may not have.
  const isUnread = compared?.isComplete === undefined && typeof compare === "string" && !dryRun;
  if (oldSite.failures.length > 0 || outcome.different.length > 0 || compared?.isComplete === false || isUnread)
    process.exitCode = 1;
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
