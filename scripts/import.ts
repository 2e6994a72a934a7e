import { present } from "./base/record.ts";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Argument, InvalidArgumentError } from "commander";
import { command, run } from "./base/command.ts";
import { Failure } from "./base/failure.ts";
import { printStyled } from "./base/terminal.ts";
import { readGhost } from "./import/ghost/ghost.ts";
import { readHugo } from "./import/hugo/hugo.ts";
import { readJekyll } from "./import/jekyll/jekyll.ts";
import { readMarkdown } from "./import/plain/markdown-folder.ts";
import { planImport } from "./import/plan.ts";
import { reportImport } from "./import/import-report.ts";
import type { ReadSource } from "./import/source.ts";
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
  .option("--media <folder>", "for exports: a copy of wp-content/uploads, or of Ghost's content/images")
  .option("--url <url>", "the old site's address, if its files don't contain it", addressOption)
  .option(
    "--permalink <pattern>",
    "for markdown: the posts' old addresses, such as /:year/:slug/ (also :month :day :path)",
  )
  .option("--dry-run", "show what would be done, without writing anything", false)
  .option("--all", "list every place that needs attention, however many there are", false)
  .parse();

const declare = (file: string): string =>
  `${file} is there already: add \`taxonomies: { categories: {} }\` to it, or categories are shown nowhere`;

await run(async () => {
  const [source = "", path = ""] = program.args;
  const { out, media, url, permalink, dryRun, all } = program.opts<Options>();
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
});

function addressOption(text: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? "")) return text;
  throw new InvalidArgumentError("Expected a URL such as https://old.example.");
}
