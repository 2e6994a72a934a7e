import { command, run, wholeNumber } from "./base/command.ts";
import { say } from "./base/terminal.ts";
import { connect } from "./publish/connect.ts";
import { history, shownPast, tableOf } from "./publish/report/history.ts";

const options = command("releases", "Lists the releases that Cloudflare keeps: version, time, and what each changed.", [
  "run releases",
  "run releases -- --limit 5 --json",
])
  .option("--limit <number>", "how many, the newest first", wholeNumber(1), 20)
  .option("--json", "print them as JSON", false)
  .parse()
  .opts<{ limit: number; json: boolean }>();

void run(async () => {
  const { worker, blobs } = await connect();
  const past = blobs === undefined ? [] : await history(worker, blobs, options.limit);
  say(options.json ? JSON.stringify(past.map(shownPast)) : tableOf(past));
});
