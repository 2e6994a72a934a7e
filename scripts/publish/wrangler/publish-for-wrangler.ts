import type { Moment } from "../../../src/content/date.ts";
import { Failure } from "../../base/failure.ts";
import type { Prebuilt, PrebuildOptions } from "../../build/prebuild.ts";
import { connect } from "../connect.ts";
import { ancestorsOf, valueIn, wranglerAmong } from "./build-purpose.ts";
import { mostRounds, refuseUndoing } from "../go-live.ts";
import { askLeaving, leavingAt } from "../ask/leaving.ts";
import { postsAt } from "../release-changes.ts";
import { prepare, type Publication, store } from "../publish.ts";
import { serverMoment, serverSeconds } from "../api/server-time.ts";
import { checkAccount } from "./blog-addresses.ts";

/**
 * Builds as wrangler's build command, before wrangler uploads the bundle: stores what KV lacks and verifies that everything is
 * there. If that fails, so does the command, and wrangler stops with the old release still live.
 */
export async function publishForWrangler(
  sources: Omit<PrebuildOptions, "now">,
  at: Moment | undefined,
  note: (text: string) => void,
): Promise<Prebuilt> {
  const line = wranglerAmong(ancestorsOf(process.ppid)) ?? "";
  const connection = await connect(valueIn(line, "name", "n"));
  const { config, worker } = connection;
  const isPreview = process.env["WRANGLER_COMMAND"] === "versions upload";
  await checkAccount(config, worker, isPreview);
  const build = (): Promise<Publication> =>
    prepare(connection, { ...sources, now: at ?? serverMoment() }, { writes: true }, note);
  let publication = await build();
  for (let round = 0; ; round++) {
    if (!isPreview) await refuseLeaving(publication);
    await store(publication, note);
    const live = await worker.live();
    if (isPreview || live.join() === publication.live.join()) break;
    if (round === mostRounds)
      throw new Failure("Other publications keep going live meanwhile; run the same command later");
    note("another publication went live meanwhile; starting again from it");
    const next = await build();
    refuseUndoing(next, publication);
    publication = next;
  }
  // wrangler read its configuration before this command ran, and would now bind a new, empty namespace.
  if (connection.from === undefined || connection.from === "title")
    throw new Failure(
      "wrangler.toml named no KV namespace until now; all blobs are stored there. Run the same command again",
    );
  return publication.built;
}

/** wrangler has no terminal to spare for its build command, and no option to answer with. */
async function refuseLeaving(publication: Publication): Promise<void> {
  const now = serverSeconds();
  const { before } = publication;
  await askLeaving(await leavingAt(publication, now), before ? postsAt(before.release, now) : 0, {
    asks: false,
    isAgreed: false,
  });
}
