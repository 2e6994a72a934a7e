import { Failure } from "../base/failure.ts";
import type { Blog } from "./connect.ts";
import { recentOf } from "./publish.ts";
import { keysOf } from "./release-changes.ts";
import type { Past } from "./report/history.ts";
import { storedKeys } from "./stored-keys.ts";
import { binding } from "./wrangler/wrangler-toml.ts";

/**
 * Makes one of the past versions live again, once it is sure that KV has all of its release. Returns what Cloudflare says about secrets that
 * have changed since it was uploaded, if any have.
 */
export async function rollBack(
  { version, release }: Past,
  past: readonly Past[],
  { worker, blobs }: Blog,
  note: (text: string) => void,
): Promise<string | undefined> {
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
  const needed = keysOf(release);
  const missing = needed.difference(await storedKeys(blobs, needed, recent, note));
  if (missing.size > 0)
    throw new Failure(
      `KV lacks ${missing.size} blobs of version ${version.id}; a clean-up deleted them. Check out its sources and run "npm run deploy"`,
    );
  const wasLive = past.filter(({ isLive }) => isLive).map((each) => each.version.id);
  if ((await worker.live()).some((id) => !wasLive.includes(id)))
    throw new Failure("Something else went live meanwhile, so nothing was changed. Look at the list again");
  return worker.switchTo(version.id, `To version ${version.number}`);
}
