import { Failure } from "../../base/failure.ts";
import type { Prebuilt, PrebuildOptions } from "../../build/prebuild.ts";
import { connect } from "../connect.ts";
import { ancestorsOf, valueIn, wranglerAmong } from "./build-purpose.ts";
import { prepare, store } from "../publish.ts";

/**
 * Builds as wrangler's build command, before wrangler uploads the bundle: stores what KV lacks and verifies that everything is
 * there. If that fails, so does the command, and wrangler stops with the old release still live.
 */
export async function publishForWrangler(sources: PrebuildOptions, note: (text: string) => void): Promise<Prebuilt> {
  const line = wranglerAmong(ancestorsOf(process.ppid)) ?? "";
  const connection = await connect(valueIn(line, "name", "n"));
  const publication = await prepare(connection, sources, true, note);
  await store(publication, note);
  // wrangler read its configuration before this command ran, and would now bind a new, empty namespace.
  if (connection.from === undefined || connection.from === "title")
    throw new Failure(
      "wrangler.toml named no KV namespace until now; all blobs are stored there. Run the same command again",
    );
  return publication.built;
}
