import { command, run, wholeNumber } from "./base/command.ts";
import { Failure } from "./base/failure.ts";
import { plural } from "./base/order.ts";
import { note, say } from "./base/terminal.ts";
import { serverTime } from "./publish/api/server-time.ts";
import { collect, findGarbage } from "./publish/collect.ts";
import { connect } from "./publish/connect.ts";

const options = command(
  "gc",
  "Deletes the blobs that none of the last releases needs. Shows them first; --yes deletes.",
  ["run gc", "run gc -- --keep 50 --yes"],
)
  .option("--keep <number>", "how many releases to keep, at least 2; the live one is always kept", wholeNumber(2), 20)
  .option("--yes", "delete", false)
  .option("--lag <seconds>", "how long KV's listings may lag behind", wholeNumber(0, 300), 60)
  .parse()
  .opts<{ keep: number; yes: boolean; lag: number }>();

void run(async () => {
  const { worker, blobs } = await connect();
  if (blobs === undefined) throw new Failure('There is no KV namespace to clean up; "npm run deploy" creates one');
  const { garbage, kept, total } = await findGarbage({ worker, blobs }, options.keep, new Date(serverTime()));
  say(
    `${plural(kept.length, "version")} kept, back to number ${kept.at(-1)?.number}; ${garbage.length} of ${total} keys are not needed by any of them`,
  );
  if (garbage.length === 0) return;
  if (!options.yes) {
    say(`"npm run gc -- --yes" deletes them, for ${plural(garbage.length, "KV delete")}`);
    return;
  }
  const deleted = await collect({ worker, blobs }, options.keep, options.lag, note);
  say(`deleted ${plural(deleted, "key")}`);
});
