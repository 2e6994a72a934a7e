import { mkdirSync, mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { styleText } from "node:util";
import { command, originOption, run } from "./base/command.ts";
import { plural } from "./base/order.ts";
import { printable } from "./base/printable.ts";
import { printStyled, say } from "./base/terminal.ts";
import { siteAt } from "./import/restore/live-site.ts";
import { restoreSite } from "./import/restore/restore-site.ts";
import { writeFiles } from "./import/write.ts";

interface Options {
  readonly from: string;
  readonly content: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

const program = command(
  "restore",
  "Writes the content folder of a live blog again, from what the blog serves. Nothing is ever overwritten.",
  [
    "run restore -- --from https://blog.example",
    "run restore -- --from https://blog.example --content rescued --dry-run",
  ],
)
  .requiredOption("--from <url>", "the address of the live blog", originOption)
  .option("--content <folder>", "where the content goes", "content")
  .option("--dry-run", "read everything and say what would be written, without writing it", false)
  .option("--json", "print JSON", false)
  .parse();

void run(async () => {
  const { from, content, dryRun, json } = program.opts<Options>();
  using store = mkdtempDisposableSync(join(tmpdir(), "fore-edge-restore-"));
  const { files, posts, pages, missing, unknown } = await restoreSite(siteAt(from), store.path);
  const { written, same, different } = writeFiles(files, content, dryRun);
  if (!dryRun) mkdirSync(join(content, "posts"), { recursive: true }); // a blog without posts has it too
  if (json) say(JSON.stringify({ posts, pages, written, same, different, missing, unknown }));
  else {
    const section = (title: string, lines: readonly string[]): string =>
      lines.length === 0
        ? ""
        : `${styleText("bold", title)}\n${lines.map((line) => `  ${printable(line)}\n`).join("")}`;
    const of = `${plural(posts, "post")} and ${plural(pages, "page")} of ${from}`;
    const there = same.length > 0 ? `, ${same.length} already there` : "";
    printStyled(
      process.stdout,
      [
        section(dryRun ? "Would restore" : "Restored", [
          of,
          `${plural(written.length, "file")} ${dryRun ? "to be written" : "written"} to ${content}${there}`,
        ]),
        section(
          "Already there with other content, and left unchanged",
          different.map((file) => `${content}/${file}`),
        ),
        section("Named by the site, and not there", missing),
        section("What a live site does not tell", unknown),
      ].join(""),
    );
  }
  if (missing.length > 0 || different.length > 0) process.exitCode = 1;
});
