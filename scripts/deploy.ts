import { Failure } from "./base/failure.ts";
import { command, run } from "./base/command.ts";
import { note, printProblems, say, showProgress } from "./base/terminal.ts";
import { serverMoment, serverSeconds } from "./publish/api/server-time.ts";
import { connect, type Connection } from "./publish/connect.ts";
import { goLive } from "./publish/go-live.ts";
import { askHomePage, describeHomePage, type HomePage } from "./publish/report/home-page.ts";
import { aliasLines, askLeaving, leavingAt } from "./publish/ask/leaving.ts";
import { pingsFor, send } from "./publish/ping.ts";
import { prepare, type Publication, store } from "./publish/publish.ts";
import { changesSeen, describe, postsAt } from "./publish/release-changes.ts";
import { daysFor, type PublishResult, report } from "./publish/report/publish-report.ts";
import { costOf } from "./publish/store-release.ts";
import { askTaken } from "./publish/ask/taken-domains.ts";
import { rememberTold, toldOf } from "./publish/report/told.ts";
import { addressesOf, checkAccount, takenDomains } from "./publish/wrangler/blog-addresses.ts";
import { deploy, deployFirst, refresh, uploadPreview } from "./publish/wrangler/switch.ts";

const options = command(
  "deploy",
  "Publishes the blog: builds it, uploads the blobs that KV lacks, switches to the new release.",
  ["run deploy", "run deploy -- --dry-run", "run deploy -- --preview"],
)
  .option("--content <folder>", "where posts/, pages/ and site.yaml are", "content")
  .option("--dry-run", "show what would be written and what it would cost, without changing anything", false)
  .option("--preview", "upload a version that only its own address serves", false)
  .option("--yes", "also if posts leave or a domain leads elsewhere until now, without asking", false)
  .option("--json", "print the result as JSON, and everything else to standard error", false)
  .parse()
  .opts<{ content: string; dryRun: boolean; preview: boolean; yes: boolean; json: boolean }>();

/** Where wrangler.toml and the worker expect the build. */
const out = "dist";

const afterTheSwitch = (complaint: string): string =>
  `wrangler failed after the switch: code and content are live, but the addresses of the blog (workers.dev, domains, ` +
  `routes) may not lead to them. Fix what wrangler reports and run the command again. wrangler said\n\n${complaint}`;

void run(async () => {
  const start = performance.now();
  const connection = await connect();
  await checkAccount(connection.config, connection.worker, options.preview);
  const first = await prepare(connection, sourcesNow(), { writes: !options.dryRun }, note);
  // By now wrangler.toml names the namespace.
  const opened = { ...connection, blobs: first.blobs, from: "wrangler.toml" } as const;
  const build = (follows?: readonly string[]): Promise<Publication> =>
    prepare(opened, sourcesNow(), { writes: true, follows }, note);
  printProblems(process.stderr, first.built.warnings);

  const way = options.dryRun ? dryRun : options.preview ? preview : publish;
  const { publication, ...done } = await way(first, connection, build);
  const result: PublishResult = {
    changes: publication.changes,
    aliases: aliasLines(await leavingAt(publication, serverSeconds())),
    bytes: publication.plan.bytes,
    ...done,
    seconds: (performance.now() - start) / 1_000,
  };
  say(options.json ? JSON.stringify(result) : report(result));
});

function sourcesNow() {
  return { root: options.content, out, now: serverMoment(), show: showProgress };
}

type Done = Omit<PublishResult, "changes" | "aliases" | "bytes" | "seconds"> & { readonly publication: Publication };

async function dryRun(publication: Publication): Promise<Done> {
  return {
    state: "dry run",
    publication,
    version: undefined,
    url: undefined,
    writes: costOf(publication.plan),
    warnings: [],
  };
}

async function preview(publication: Publication, { worker }: Connection): Promise<Done> {
  const writes = await storeSaying(publication);
  note("uploading a preview");
  const { version, urls } = await uploadPreview(worker, publication.tag, messageOf(publication));
  return { state: "previewed", publication, version, url: addressOf(urls, publication), writes, warnings: [] };
}

async function publish(
  first: Publication,
  { config, worker }: Connection,
  build: (follows?: readonly string[]) => Promise<Publication>,
): Promise<Done> {
  const isFirst = first.live.length === 0;
  const mayTake = (taken: readonly string[]): Promise<string | undefined> => askTaken(taken, options.yes);
  if (!isFirst) {
    const taken = await takenDomains(worker, config.domains);
    if (taken === undefined) note(`Cloudflare does not say what ${config.domains[0]?.pattern} leads to until now`);
    const refused = await mayTake(taken ?? []);
    if (refused !== undefined) throw new Failure(refused);
  }
  let agreed = "";
  const { publication, uploaded, writes, isNew } = await goLive(first, {
    worker,
    prepare: build,
    agree: async (each) => {
      const leaving = await leavingAt(each, serverSeconds());
      const total = each.before ? postsAt(each.before.release, serverSeconds()) : 0;
      await askLeaving(leaving, total, { isAgreed: options.yes || agreed === JSON.stringify(leaving) });
      agreed = JSON.stringify(leaving);
    },
    store: storeSaying,
    upload: async (each) => {
      note("switching to the new release");
      const message = messageOf(each);
      return isFirst && config.domains.length > 0 && each.live.length === 0
        ? deployFirst(worker, config, each.tag, message, mayTake)
        : deploy(worker, config, each.tag, message);
    },
    refresh: (version) => {
      note("nothing has changed; looking after the addresses alone");
      return refresh(worker, config, version);
    },
    isForced: options.yes,
    note,
  });
  const { version, urls, complaint } = uploaded;
  const url = addressOf(urls.length > 0 ? urls : await addressesOf(config, worker), publication);
  const [told, home] = await Promise.all([
    tellOthers(publication, version, isNew),
    url === undefined ? undefined : askHomePage(url),
  ]);
  const warnings = [...told, ...(home?.status !== undefined && home.status >= 400 ? [wrong(home)] : [])];
  if (complaint !== undefined) {
    warnings.push(afterTheSwitch(complaint));
    process.exitCode = 1;
  }
  return { state: isNew ? "published" : "unchanged", publication, version, url, home, writes, warnings };
}

function wrong(home: HomePage): string {
  return `${home.url} is live and does not answer as it should: ${describeHomePage(home)}`;
}

async function storeSaying(publication: Publication): Promise<number> {
  const cost = costOf(publication.plan);
  if (cost > 0) note(`${cost} KV writes to make${daysFor(cost)}`);
  return store(publication, note);
}

/** Pings who wants to know. Says what went wrong. */
async function tellOthers(
  { before: followed, release }: Publication,
  version: string,
  isNew: boolean,
): Promise<string[]> {
  // What appeared since then on schedule is told once, even if nothing new is uploaded.
  const at = isNew ? undefined : toldOf(version)?.at;
  const before = followed && { ...followed, at: Math.max(followed.at, at ?? 0) };
  const pings = pingsFor(before, { release, at: serverSeconds() });
  const problems = await Promise.all(pings.map((ping) => send(ping)));
  rememberTold(version, {
    at: serverSeconds(),
    told: pings.map(({ name }, index) => ({ name, problem: problems[index] })),
  });
  return problems.filter((problem) => problem !== undefined);
}

/** The message leaves this machine, so it counts nothing that is still to come. */
function messageOf({ before, release }: Publication): string {
  return describe(changesSeen(before, { release, at: serverSeconds() }));
}

/** The site's own address if wrangler serves it, otherwise the first one that wrangler names. */
function addressOf(urls: readonly string[], { release }: Publication): string | undefined {
  const own = release.header.site.url;
  return urls.some((url) => url.includes(new URL(own).host)) ? own : urls[0];
}
