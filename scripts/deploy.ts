import type { Moment } from "../src/content/date.ts";
import { command, currentMoment, run } from "./base/command.ts";
import { note, printProblems, say } from "./base/terminal.ts";
import { connect, type Connection } from "./publish/connect.ts";
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

await run(async () => {
  const start = performance.now();
  const connection = await connect();
  const now = currentMoment();
  const publication = await prepare(connection, { content: options.content, out, now }, !options.dryRun, note);
  printProblems(process.stderr, publication.built.warnings);

  const done = options.dryRun ? dryRun(publication) : await goLive(connection, publication);
  const result: PublishResult = { ...done, seconds: (performance.now() - start) / 1_000 };
  say(options.json ? JSON.stringify(result) : report(result));
});

type Done = Omit<PublishResult, "seconds">;

function dryRun({ plan, changes }: Publication): Done {
  return {
    state: "dry run",
    changes,
    writes: costOf(plan),
    bytes: plan.bytes,
    warnings: [],
  };
}

/** The real time, whatever the build's moment is. */
function secondsNow(): Moment {
  return Math.floor(Date.now() / 1000);
}

async function goLive({ cloudflare, worker }: Connection, publication: Publication): Promise<Done> {
  const { plan, changes, kept, before, release } = publication;
  const cost = costOf(plan);
  if (cost > 0) note(`${cost} KV writes to make${daysFor(cost)}`);
  const writes = await store(publication, out, note);

  note(options.preview ? "uploading a preview" : "switching to the new release");
  // The message leaves this machine, so it counts nothing that is still to come.
  const message = describe(changesSeen(before, { release, at: secondsNow() }));
  const environment = { CLOUDFLARE_ACCOUNT_ID: cloudflare.account };
  const uploaded = options.preview
    ? await uploadPreview(kept.tag, message, environment)
    : await deploy(worker, kept.tag, message, environment);
  const { version, urls, complaint } = uploaded;
  const url = addressOf(urls, release.header.site.url);
  const warnings = options.preview ? [] : await ping(pingsFor(before, { release, at: secondsNow() }));
  if (complaint !== undefined) {
    warnings.push(afterTheSwitch(complaint));
    process.exitCode = 1;
  }
  return {
    state: options.preview ? "previewed" : "published",
    version,
    ...(url === undefined ? {} : { url }),
    changes,
    writes,
    bytes: plan.bytes,
    warnings,
  };
}

function afterTheSwitch(complaint: string): string {
  return (
    `wrangler failed after the switch: code and content are live, but the addresses of the blog (workers.dev, domains, ` +
    `routes) may not lead to them. Fix what wrangler reports and run the command again. wrangler said\n\n${complaint}`
  );
}

/** The site's own address if wrangler serves it, otherwise the first one that wrangler names. */
function addressOf(urls: readonly string[], own: string): string | undefined {
  return urls.some((url) => url.includes(new URL(own).host)) ? own : urls[0];
}

async function ping(pings: ReturnType<typeof pingsFor>): Promise<string[]> {
  const problems = await Promise.all(
    pings.map(async (each) => {
      const problem = await send(each);
      return problem === undefined ? [] : [`${each.name} was not notified: ${problem}`];
    }),
  );
  return problems.flat();
}
