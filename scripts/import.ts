import { present } from "./base/record.ts";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Argument, InvalidArgumentError } from "commander";
import { command, run } from "./base/command.ts";
import { Failure } from "./base/failure.ts";
import { printStyled } from "./base/terminal.ts";
import { planImport } from "./import/plan.ts";
import { compareAddresses } from "./compare/compare-addresses.ts";
import { reportImport } from "./import/import-report.ts";
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
  /** Where the old addresses are; true for where `url` has them, false for nowhere. */
  readonly compare: string | boolean;
  readonly cache: string;
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
    "the old site's folder; for wordpress the XML of Tools → Export, for ghost the JSON of its export",
  )
  .option("--out <folder>", "where the content goes", "content")
  .option("--media <folder>", "for exports: a copy of wp-content/uploads, or of Ghost's content/images")
  .option("--url <url>", "the old site's address, if its files don't contain it", addressOption)
  .option(
    "--permalink <pattern>",
    "for markdown: the posts' old addresses, such as /:year/:slug/ (also :month :day :path)",
  )
  .option(
    "--compare <addresses>",
    "ask the new blog for these: a sitemap or list, in a file or at a URL, or a folder of HTML; by default the sitemap of --url",
  )
  .option("--no-compare", "ask for no old address")
  .option("--cache <folder>", "where a comparison keeps what the next build needs", ".cache")
  .option("--dry-run", "show what would be done, without writing anything", false)
  .option("--all", "list every place that needs attention, however many there are", false)
  .parse();

const declare = (file: string): string =>
  `${file} is there already: add \`taxonomies: { categories: {} }\` to it, or categories are shown nowhere`;

await run(async () => {
  const [source = "", path = ""] = program.args;
  const { out, media, url, permalink, dryRun, all, compare, cache } = program.opts<Options>();
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
  printStyled(process.stdout, reportImport(oldSite, { ...plan, siteNotes }, outcome, { out, dryRun, all }));
  if (oldSite.failures.length > 0 || outcome.different.length > 0) process.exitCode = 1;
  const where = compare === true ? url : compare || undefined;
  if (where === undefined || dryRun) return;
  const compared = await compareAddresses(where, { content: out, cache, all });
  printStyled(process.stdout, compared.text);
  // Without --compare nobody has asked for the old site's sitemap, which it may not have.
  if (compared.hasDead || (compared.isUnread && compare !== true)) process.exitCode = 1;
});

function addressOption(text: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? "")) return text;
  throw new InvalidArgumentError("Expected a URL such as https://old.example.");
}
