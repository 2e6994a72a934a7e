import type { Moment } from "../src/content/date.ts";
import { command, currentMoment, run } from "./base/command.ts";
import { note, printProblems, say, showProgress } from "./base/terminal.ts";
import { connect } from "./publish/connect.ts";
import type { Worker } from "./publish/api/worker-versions.ts";
import { pingsFor, send } from "./publish/ping.ts";
import { prepare, type Publication, store } from "./publish/publish.ts";
import { changesSeen, describe } from "./publish/release-changes.ts";
import { daysFor, type PublishResult, report } from "./publish/publish-report.ts";
import { costOf } from "./publish/store-release.ts";
import { deploy, uploadPreview } from "./publish/wrangler/switch.ts";

const options = command(
  "deploy",
  "Publishes the blog: builds it, uploads the blobs that KV lacks, switches to the new release.",
  ["run deploy", "run deploy -- --dry-run", "run deploy -- --preview"],
)
  .option("--content <folder>", "where posts/, pages/ and site.yaml are", "content")
  .option("--dry-run", "show what would be written and what it would cost, without changing anything", false)
  .option("--preview", "upload a version that only its own address serves", false)
  .option("--json", "print the result as JSON, and everything else to standard error", false)
  .parse()
  .opts<{ content: string; dryRun: boolean; preview: boolean; json: boolean }>();

/** Where wrangler.toml and the worker expect the build. */
const out = "dist";

const afterTheSwitch = (complaint: string): string =>
  `wrangler failed after the switch: code and content are live, but the addresses of the blog (workers.dev, domains, ` +
  `routes) may not lead to them. Fix what wrangler reports and run the command again. wrangler said\n\n${complaint}`;

/** The real time, whatever the build's moment is. */
const secondsNow = (): Moment => Math.floor(Date.now() / 1000);

await run(async () => {
  const start = performance.now();
  const connection = await connect();
  const sources = { root: options.content, out, now: currentMoment(), show: showProgress };
  const publication = await prepare(connection, sources, !options.dryRun, note);
  printProblems(process.stderr, publication.built.warnings);

  const { changes, plan } = publication;
  const goal = options.preview ? "previewed" : "published";
  const done = options.dryRun ? undefined : await goLive(connection.worker, publication);
  const result: PublishResult = {
    state: done ? goal : "dry run",
    version: done?.version,
    url: done?.url,
    changes,
    writes: done?.writes ?? costOf(plan),
    bytes: plan.bytes,
    warnings: done?.warnings ?? [],
    seconds: (performance.now() - start) / 1_000,
  };
  say(options.json ? JSON.stringify(result) : report(result));
});

async function goLive(worker: Worker, publication: Publication) {
  const { plan, kept, before, release } = publication;
  const cost = costOf(plan);
  if (cost > 0) note(`${cost} KV writes to make${daysFor(cost)}`);
  const writes = await store(publication, note);

  note(options.preview ? "uploading a preview" : "switching to the new release");
  // The message leaves this machine, so it counts nothing that is still to come.
  const message = describe(changesSeen(before, { release, at: secondsNow() }));
  const { version, urls, complaint } = await (options.preview ? uploadPreview : deploy)(worker, kept.tag, message);
  const pings = options.preview ? [] : pingsFor(before, { release, at: secondsNow() });
  const problems = await Promise.all(pings.map((ping) => send(ping)));
  const warnings = problems.filter((problem) => problem !== undefined);
  if (complaint !== undefined) {
    warnings.push(afterTheSwitch(complaint));
    process.exitCode = 1;
  }
  return { version, url: addressOf(urls, release.header.site.url), writes, warnings };
}

/** The site's own address if wrangler serves it, otherwise the first one that wrangler names. */
function addressOf(urls: readonly string[], own: string): string | undefined {
  return urls.some((url) => url.includes(new URL(own).host)) ? own : urls[0];
}
