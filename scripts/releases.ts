import { InvalidArgumentError } from "commander";
import { command, run } from "./base/command.ts";
import { say } from "./base/terminal.ts";
import { connect, findBlobs } from "./publish/connect.ts";
import { history } from "./publish/history.ts";
import { jsonOf, tableOf } from "./publish/history-report.ts";

const options = command("releases", "Lists the releases that Cloudflare keeps: version, time, and what each changed.", [
  "run releases",
  "run releases -- --limit 5 --json",
])
  .option("--limit <number>", "how many, the newest first", countOption, 20)
  .option("--json", "print them as JSON", false)
  .parse()
  .opts<{ limit: number; json: boolean }>();

await run(async () => {
  const connection = await connect();
  const blobs = await findBlobs(connection);
  const past = blobs === undefined ? [] : await history(connection.worker, blobs, options.limit);
  say(options.json ? jsonOf(past) : tableOf(past));
});

function countOption(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("Expected a whole number from 1.");
  return count;
}
