import { command, run } from "./base/command.ts";
import { Failure } from "./base/failure.ts";
import { asked, note, say } from "./base/terminal.ts";
import { connect } from "./publish/connect.ts";
import { changesBetween, describe } from "./publish/release-changes.ts";
import { history, type Past, tableOf } from "./publish/report/history.ts";
import { listOf } from "./publish/report/publish-report.ts";
import { rollBack } from "./publish/roll-back.ts";

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

void run(async () => {
  const { worker, blobs } = await connect();
  const past = blobs === undefined ? [] : await history(worker, blobs, options.to === undefined ? shown : mostVersions);
  if (blobs === undefined || past.length === 0) throw new Failure('Nothing is published yet; run "npm run deploy"');
  if (options.to === undefined) say(tableOf(past));
  const wanted = options.to ?? (await ask());
  if (wanted === undefined) return;
  const chosen = choose(past, wanted);
  const { version, isLive } = chosen;
  if (isLive) return say(`version ${version.id} is already live`);
  const secrets = await rollBack(chosen, past, { worker, blobs }, note);
  const live = past.find((each) => each.isLive);
  const changes = changesBetween(live?.release, chosen.release);
  const done = `Version ${version.number} (${version.id}) is live: ${describe(changes)}`;
  say([done, ...listOf(changes), ...(secrets === undefined ? [] : [otherSecrets(secrets)])].join("\n"));
});

function otherSecrets(said: string): string {
  return (
    `warning this version has the secrets that it was uploaded with. Cloudflare says: ${said}. "npx wrangler secret put" ` +
    `sets today's again`
  );
}

/** Asks on a terminal; elsewhere explains how to choose, and that nothing was done. */
async function ask(): Promise<string | undefined> {
  if (!process.stdin.isTTY) {
    say('"npm run rollback -- --to NUMBER" goes to one of them');
    process.exitCode = 2; // npm can have kept the number for itself, and nothing has happened
    return undefined;
  }
  return (await asked("Number of the version to go to (empty: change nothing): ")) || undefined;
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
