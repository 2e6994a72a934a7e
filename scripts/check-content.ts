import { printable } from "./base/printable.ts";
import { annotations } from "./check/annotations.ts";
import { checkContent } from "./check/check.ts";
import { fixContent } from "./check/fix.ts";
import { command, currentMoment, run } from "./base/command.ts";
import { problemCollector } from "./read/content.ts";
import { isError, type Problem } from "./base/problems.ts";
import { plural } from "./base/order.ts";
import { printProblems, say } from "./base/terminal.ts";

const { content, json, github, fix } = command(
  "check:content",
  "Looks for mistakes in the content: dead links, headings that skip a level, tags in two spellings and more. Errors exit with 1, warnings alone do not.",
  ["run check:content", "run check:content -- --content ../notes --fix", "run check:content -- --json"],
)
  .option("--content <folder>", "where posts/, pages/ and site.yaml are", "content")
  .option("--fix", "put fields in order, take needless quotes away, spell tags alike", false)
  .option("--json", "print a list of problems for programs", false)
  .option("--github", "print annotations for GitHub Actions (default there)", process.env["GITHUB_ACTIONS"] === "true")
  .parse()
  .opts<{ content: string; json: boolean; github: boolean; fix: boolean }>();

/** What programs get of a problem. */
const fields: (keyof Problem)[] = ["severity", "file", "line", "column", "message"];

void run(async () => {
  const now = currentMoment();
  const { problems, report } = problemCollector(content);
  const first = await checkContent(content, now);
  const fixed = fix ? fixContent(first.site) : [];
  const { site, found } = fixed.length > 0 ? await checkContent(content, now) : first;
  for (const { file, ...problem } of found) report(file, problem);

  if (json) say(JSON.stringify(problems, fields, 2));
  else if (github) process.stdout.write(annotations(problems));
  else printProblems(process.stdout, problems);
  if (!json) {
    for (const file of fixed) say(`fixed ${printable(file)}`);
    if (problems.length === 0) say(`${plural(site.articles.length, "article")}, no problems`);
  }
  if (problems.some(isError)) process.exitCode = 1;
});
