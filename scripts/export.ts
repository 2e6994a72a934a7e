import { relative } from "node:path";
import { command, currentMoment, momentOption, run } from "./base/command.ts";
import { plural } from "./base/order.ts";
import { printProblems, say, showProgress } from "./base/terminal.ts";

const {
  content: root,
  at: now = currentMoment(),
  ...others
} = command("export", "Writes the whole site as static files, which any host serves.", [
  "run export",
  "run export -- --content ../notes --out /var/www/notes",
])
  .option("--content <folder>", "where posts/, pages/ and site.yaml are", "content")
  .option("--out <folder>", "where the files go", "dist/export")
  .option("--cache <folder>", "where results are kept for the next build", ".cache")
  .option("--drafts", "write drafts too", false)
  .option("--at <time>", "the site as of that moment", momentOption)
  .parse()
  .opts<{ content: string; out: string; cache: string; drafts: boolean; at?: number }>();

void run(async () => {
  const start = performance.now();
  const { exportSite } = await import("./export/export-site.ts");
  const { warnings, pages, redirects, files } = await exportSite({ root, ...others, now, show: showProgress });
  printProblems(process.stderr, warnings);
  const elapsed = ((performance.now() - start) / 1000).toFixed(2);
  say(`${plural(pages, "page")}, ${plural(files.size, "static file")}, ${plural(redirects, "redirect")}`);
  say(`exported to ${relative(process.cwd(), others.out) || others.out} in ${elapsed} s`);
});
