import { existsSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import type { Moment } from "../src/content/date.ts";
import { command, currentMoment, momentOption, run } from "./base/command.ts";
import { cloudflare } from "./build/asset-limits.ts";
import type { Prebuilt } from "./build/prebuild.ts";
import { withCommas, megabytes, plural } from "./base/order.ts";
import { scheduleLines } from "./build/schedule.ts";
import { ContentError } from "./base/problems.ts";
import { note, printProblems, say, showProgress } from "./base/terminal.ts";
import { ancestorsOf, purposeOf, wranglerAmong } from "./publish/wrangler/build-purpose.ts";

const options = command(
  "build",
  "Builds the blog into a folder: the blobs for Workers KV, the release for the worker, static files.",
  ["run build", "run build -- --content ../notes --out /tmp/site"],
)
  .option("--content <folder>", "where posts/, pages/ and site.yaml are", "content")
  .option("--out <folder>", "where the result goes", "dist")
  .option("--cache <folder>", "where results are kept for the next build", ".cache")
  .option("--drafts", "build drafts too", false)
  .option("--at <time>", "the site as of that moment", momentOption)
  .parse()
  .opts<{ content: string; out: string; cache: string; drafts: boolean; at?: number }>();

void run(async () => {
  const start = performance.now();
  const now = options.at ?? currentMoment();
  const purpose = purposeOf(process.env, () => ancestorsOf(process.ppid));
  if (purpose === "nothing") return;
  const built = await { publish, dev: buildForDev, check, build }[purpose](now);
  if (!built) return;
  printProblems(process.stderr, built.warnings);
  say(summary(built, performance.now() - start));
});

// Loads only what a run needs: the rest would take longer than a rebuild.
async function publish(): Promise<Prebuilt> {
  const { publishForWrangler } = await import("./publish/wrangler/publish-for-wrangler.ts");
  return publishForWrangler({ root: options.content, out: options.out, show: showProgress }, options.at, say);
}

/** Errors in the content leave what was built before: with a build that fails, `wrangler dev` ends. */
async function buildForDev(now: Moment): Promise<Prebuilt | undefined> {
  const { refuseRemote, storeForDev } = await import("./publish/wrangler/fill-local-kv.ts");
  const line = wranglerAmong(ancestorsOf(process.ppid));
  refuseRemote(line);
  try {
    const built = await build(now);
    await storeForDev({ ...built, out: options.out }, line, process.env["INIT_CWD"]);
    return built;
  } catch (error) {
    if (!(error instanceof ContentError) || !existsSync(join(options.out, "release.bin"))) throw error;
    printProblems(process.stderr, error.problems);
    note(`${options.out} stays as it was until the errors are mended`);
    return undefined;
  }
}

/** Finds what is wrong, and leaves nothing that wrangler could upload. */
async function check(now: Moment): Promise<undefined> {
  const { warnings } = await build(now);
  rmSync(options.out, { recursive: true });
  printProblems(process.stderr, warnings);
  note(
    `checked, and took ${options.out}/ away again, since KV does not have its blobs: "npm run deploy" builds, stores them and ` +
      `publishes, and has to be the deploy command of Workers Builds`,
  );
}

async function build(now: Moment): Promise<Prebuilt> {
  const { prebuild } = await import("./build/prebuild.ts");
  const { content: root, at, ...others } = options;
  return prebuild({ root, ...others, now, show: showProgress, ...(at === undefined ? {} : { until: at }) });
}

function summary(
  { content, site, timeline, release, blobs, manifests, assets, pictures, processed }: Prebuilt,
  elapsed: number,
): string {
  const { out } = options;
  const posts = content.posts.map(({ article }) => article);
  const articles = `${plural(posts.length, "post")}, ${plural(content.pages.length, "page")}, ${plural(timeline.paths.size, "route")}`;
  const files = manifests.length > 2 ? `${manifests[0]} to ${manifests.at(-1)}` : manifests.join(" and ");
  const stored = `${plural(blobs.sizes.size, "blob")} of ${megabytes(blobs.bytes)} in ${files}`;
  const drawn = pictures.size === 0 ? "" : `, ${plural(pictures.size, "picture")} (${processed} processed)`;
  return [
    `${articles}${drawn}`,
    `${stored}, release ${megabytes(release.byteLength)}`,
    `${plural(assets, "static file")} of at most ${withCommas(cloudflare.free)} on Cloudflare's free plan`,
    ...scheduleLines(posts, timeline.moments(), site.timezone),
    `built ${relative(process.cwd(), out) || out} in ${(elapsed / 1000).toFixed(2)} s`,
  ].join("\n");
}
