import { createInterface } from "node:readline/promises";
import { command, run } from "./base/command.ts";
import { Failure } from "./base/failure.ts";
import { note, say } from "./base/terminal.ts";
import { binding } from "./publish/wrangler/wrangler-toml.ts";
import { connect } from "./publish/connect.ts";
import { changesBetween, describe, keysOf } from "./publish/release-changes.ts";
import { history, type Past, tableOf } from "./publish/report/history.ts";
import { listOf } from "./publish/report/publish-report.ts";
import { recentOf } from "./publish/publish.ts";
import { storedKeys } from "./publish/stored-keys.ts";

const options = command(
  "rollback",
  "Goes back to an earlier release, or forward to a later one: code and content, in one switch.",
  ["run rollback", "run rollback -- --to 12", "run rollback -- --to 5d10a2ca-e3fd-415b-88a7-05b0694cf3a6"],
)
  .option("--to <version>", "number or id of the version, or the first digits of its id")
  .parse()
  .opts<{ to?: string }>();

/** Cloudflare lets the last hundred versions be deployed. */
const mostVersions = 100;
const shown = 20;

await run(async () => {
  const { worker, blobs } = await connect();
  const past = blobs === undefined ? [] : await history(worker, blobs, options.to === undefined ? shown : mostVersions);
  if (blobs === undefined || past.length === 0) throw new Failure('Nothing is published yet; run "npm run deploy"');
  if (options.to === undefined) say(tableOf(past));
  const wanted = options.to ?? (await ask());
  if (wanted === undefined) return;
  const { version, release, isLive } = choose(past, wanted);
  if (isLive) return say(`version ${version.id} is already live`);
  if (release === undefined)
    throw new Failure(
      `The release of version ${version.id} can't be read, so it is unknown whether KV has all its blobs`,
    );

  // A version keeps the binding it was uploaded with, whatever happened to the namespace.
  const namespace = await worker.namespaceOf(binding, version.id);
  if (namespace !== undefined && namespace !== blobs.id)
    throw new Failure(
      `Version ${version.id} reads the KV namespace "${namespace}", but the blog now uses "${blobs.id}". ` +
        `Check out its sources and run "npm run deploy"`,
    );
  const recent = await recentOf([version], blobs, worker);
  const missing = keysOf(release).difference(await storedKeys(blobs, recent, note));
  if (missing.size > 0)
    throw new Failure(
      `KV lacks ${missing.size} blobs of version ${version.id}; a clean-up deleted them. Check out its sources and run "npm run deploy"`,
    );
  const secrets = await worker.switchTo(version.id, `To version ${version.number}`);
  const live = past.find((each) => each.isLive);
  const changes = changesBetween(live?.release, release);
  const done = `Version ${version.number} (${version.id}) is live: ${describe(changes)}`;
  say([done, ...listOf(changes), ...(secrets === undefined ? [] : [otherSecrets(secrets)])].join("\n"));
});

const otherSecrets = (said: string): string =>
  `warning this version has the secrets that it was uploaded with. Cloudflare says: ${said}. "npx wrangler secret put" sets ` +
  `today's again`;

/** Asks on a terminal; elsewhere explains how to choose, and that nothing was done. */
async function ask(): Promise<string | undefined> {
  if (!process.stdin.isTTY) {
    say('"npm run rollback -- --to NUMBER" goes to one of them');
    process.exitCode = 2; // npm can have kept the number for itself, and nothing has happened
    return undefined;
  }
  using terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question("Number of the version to go to (empty: change nothing): ");
  return answer.trim() || undefined;
}

function choose(past: readonly Past[], wanted: string): Past {
  const found = past.filter(
    ({ version }) => String(version.number) === wanted || (wanted.length >= 8 && version.id.startsWith(wanted)),
  );
  const [only, other] = found;
  if (only === undefined) throw new Failure(`Cloudflare keeps no version "${wanted}"; "npm run releases" lists them`);
  if (other !== undefined) throw new Failure(`"${wanted}" matches ${found.length} versions; give more digits`);
  return only;
}
