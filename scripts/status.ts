import { command, run } from "./base/command.ts";
import { say } from "./base/terminal.ts";
import { serverSeconds } from "./publish/api/server-time.ts";
import { connect } from "./publish/connect.ts";
import { describeStatus, statusOf } from "./publish/report/status-report.ts";

const options = command(
  "status",
  "Says what is live since when, what it takes of the plan's limits, what waits for its moment, and who was told.",
  ["run status", "run status -- --json"],
)
  .option("--json", "print it as JSON", false)
  .parse()
  .opts<{ json: boolean }>();

void run(async () => {
  const { config, worker, blobs } = await connect();
  if (blobs === undefined) {
    const nothing = { worker: config.name, live: [] };
    return say(
      options.json ? JSON.stringify(nothing) : `${config.name}: nothing is published yet; run "npm run deploy"`,
    );
  }
  const { past, ...status } = await statusOf(config, worker, blobs, serverSeconds());
  say(options.json ? JSON.stringify(status) : describeStatus({ past, ...status }));
});
