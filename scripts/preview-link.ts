import { existsSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import { toIso } from "../src/content/date.ts";
import { parseMoment } from "./base/moments.ts";
import { previewPath } from "../src/http/preview.ts";
import { command, momentText, originOption, run } from "./base/command.ts";
import { problemCollector, readSite } from "./read/content.ts";
import { Failure } from "./base/failure.ts";
import { readFolder } from "./read/folder.ts";
import { ContentError, isError } from "./base/problems.ts";
import { zoneOf } from "./base/zone.ts";
import { note, say } from "./base/terminal.ts";

const { content, at, path, expires, url } = command(
  "preview-link",
  "Prints a signed link that shows the published site as of another moment.",
  [
    "run preview-link -- --at 2027-01-01T09:00:00Z",
    "run preview-link -- --at 2027-01-01T09:00:00Z --path /posts/hello/ --expires 7d",
  ],
)
  .requiredOption("--at <time>", "the moment to show; without an offset in the site's time zone", momentText)
  .option("--path <path>", "the page that the link leads to", pathOption, "/")
  .option("--expires <time>", "how long the link works: 30m, 1h, 7d", duration, 3600)
  .option("--url <origin>", "the site's address, if not the url in site.yaml", originOption)
  .option("--content <folder>", "where site.yaml is", "content")
  .addHelpText("after", "\nSigns with PREVIEW_SECRET, from the environment or from .dev.vars.")
  .parse()
  .opts<{ content: string; at: string; path: string; expires: number; url?: string }>();

void run(async () => {
  const { problems, report } = problemCollector(content);
  const { site } = readSite(readFolder(content), report);
  if (problems.some(isError)) throw new ContentError(problems);
  const moment = parseMoment(at, zoneOf(site.timezone, site.language).resolve);
  if (typeof moment !== "number") throw new Failure(`--at is "${at}", expected ${moment.expected}`);
  const end = Math.floor(Date.now() / 1000) + expires;
  note(`The site as of ${toIso(moment)}, until ${toIso(end)}:`);
  say((url ?? site.url) + (await previewPath(path, { at: moment, expires: end }, secret())));
});

function secret(): string {
  if (existsSync(".dev.vars")) process.loadEnvFile(".dev.vars"); // what is in the environment stays
  const { PREVIEW_SECRET: found = "" } = process.env;
  if (found.length >= 32) return found;
  const what = found === "" ? "is not set" : `has ${found.length} characters, expected at least 32`;
  throw new Failure(
    `PREVIEW_SECRET ${what}; put PREVIEW_SECRET=$(openssl rand -hex 32) into .dev.vars, and give it to the worker with \`npx wrangler secret put PREVIEW_SECRET\``,
  );
}

function pathOption(text: string): string {
  if (text.startsWith("/") && !text.startsWith("//")) return text;
  throw new InvalidArgumentError("Expected a path such as /posts/hello/.");
}

/** In seconds. */
function duration(text: string): number {
  const units: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };
  const [, count, unit = ""] = /^(\d+)([mhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (units[unit] ?? 0);
  if (seconds > 0 && seconds <= 366 * 86_400) return seconds;
  throw new InvalidArgumentError("Expected minutes, hours or days, a year at most: 30m, 1h, 7d.");
}
