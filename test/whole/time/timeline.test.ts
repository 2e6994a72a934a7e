import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Cache } from "../../../scripts/store/cache.ts";
import { compileSite, type CompiledSite } from "../../../scripts/build/compile-site.ts";
import { stemmersOf } from "../../../scripts/search-index/stemmers.ts";
import { parallel } from "../../../scripts/base/parallel.ts";
import { createApp } from "../../../src/app.ts";
import type { Moment } from "../../../src/content/date.ts";
import { Release } from "../../../src/content/release.ts";
import { searchFile } from "../../../src/content/search-directory.ts";
import { parseQuery } from "../../../src/search/query.ts";
import { Search } from "../../../src/search/search.ts";
import { type Instant, serveMany, type Told } from "../../production/serve-many.ts";
import {
  eventsOf,
  isLive,
  type RandomSite,
  randomSite,
  searchesFor,
  secretsOf,
  start,
  writeSite,
} from "./random-site.ts";
import { seed } from "../../seed.ts";
import { storeOf } from "../../store.ts";

const count = Number(process.env["SITES"] ?? 300);
// So many sites at a time that workerd stays small.
const batch = 30;

const folder = mkdtempSync(join(tmpdir(), "fore-edge-time-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Built {
  readonly compiled: CompiledSite;
  readonly blobs: ReadonlyMap<string, string>;
  readonly search: Search;
}

let folders = 0;

/** Builds a site at a moment: of all posts with their schedule, as of that moment alone, or of the posts that are live then. */
async function build(site: RandomSite, now: Moment, posts: "scheduled" | "as of then" | "live then"): Promise<Built> {
  const root = join(folder, String(folders++));
  writeSite(site, root, (post) => posts !== "live then" || isLive(post, now));
  const until = posts === "scheduled" ? {} : { until: now };
  const options = { root, assets: join(folder, "assets"), cache: new Cache(join(folder, "cache")), now, ...until };
  const compiled = await compileSite(options);
  rmSync(root, { recursive: true });
  return { compiled, blobs: new Map(compiled.blobs), search: searchIn(compiled) };
}

/** What searches the index that a build has written. */
function searchIn({ search: directory }: CompiledSite): Search {
  if (!directory) throw new Error("nobody can search");
  const files = new Map<string, ArrayBuffer>();
  return new Search(directory, stemmersOf(directory.languages), async (name) => {
    const file =
      files.get(name) ?? Uint8Array.from(readFileSync(join(folder, "assets", searchFile(directory, name)))).buffer;
    files.set(name, file);
    return file;
  });
}

/** What is wrong with what searches find at some moments of one state, in words. */
async function wrongSearches(
  site: RandomSite,
  { search }: Built,
  live: Built,
  instants: readonly Instant[],
): Promise<string[]> {
  const found: string[] = [];
  for (const text of new Set(["", "tale nobody", "zzz", ...site.posts.flatMap(searchesFor)])) {
    const query = parseQuery(text);
    for (const { now, secrets } of instants) {
      const told = JSON.stringify(await search.find(query, 1, now));
      const expected = JSON.stringify(await live.search.find(query, 1, now));
      if (told !== expected) found.push(`"${text}" at ${now} finds ${told}, in a build of what is live ${expected}`);
      const leak = secrets.find((secret) => told.includes(JSON.stringify(secret).slice(1, -1)));
      if (leak !== undefined) found.push(`"${text}" at ${now} finds ${told}, which names "${leak}"`);
    }
  }
  return found;
}

/** What a build answers, from the same app in this process. */
async function answersOf({ compiled, blobs }: Built, now: Moment, paths: readonly string[]): Promise<string[]> {
  const app = createApp(new Release(compiled.release.buffer), storeOf(blobs), () => now);
  const answers: string[] = [];
  for (const path of paths) {
    const { status, headers, ...response } = await whole(await app.fetch(new Request(`http://blog.example${path}`)));
    const header = (name: string): string => headers.get(name) ?? "";
    const digest = createHash("sha1").update(response.text).digest("hex");
    answers.push([status, header("etag"), header("content-type"), header("location"), digest].join(" "));
  }
  return answers;
}

const whole = async (response: Response) => ({
  status: response.status,
  headers: response.headers,
  text: await response.text(),
});

/** All paths that ever answer, and some that are near them or near to none. */
const pathsOf = ({ compiled }: Built): string[] => [
  ...compiled.timeline.paths.keys(),
  "/posts/amber-gate",
  "/posts/birch-row/index.html",
  "/posts/birch-rows/",
  "/posts/nothing-like-it.md",
  "/tags/c%2B%2B",
  "/nowhere/",
];

/** Within one state of a site: its first moment, a quarter of a second later, and the last thousandth of a second. */
function instantsOf(site: RandomSite, state: Moment, next: Moment): Instant[] {
  const secrets = site.posts.filter((post) => !isLive(post, state)).flatMap(secretsOf);
  return [state, state + 0.25, next - 0.001].map((now) => ({ now, secrets }));
}

interface Question {
  readonly site: RandomSite;
  /** Whether to build everything as of each moment too, besides the posts that are live then alone. */
  readonly twice: boolean;
  readonly paths: readonly string[];
  readonly built: Built;
  readonly ask: (moments: readonly Instant[]) => Promise<readonly Told[][]>;
}

/** Everything that is wrong with the answers at all moments, in words. */
async function wrongs({ site, twice, paths, built, ask }: Question): Promise<string[]> {
  const states = [start, ...eventsOf(site)];
  const found: string[] = [];
  const later: { readonly state: Moment; readonly row: readonly Told[] }[] = [];
  for (const [index, state] of [...states.entries()].reverse()) {
    const instants = instantsOf(site, state, states[index + 1] ?? state + 86_400);
    const rows = await ask(instants);
    const dated = twice ? await answersOf(await build(site, state, "as of then"), state, paths) : undefined;
    const then = await build(site, state, "live then");
    const live = await answersOf(then, state, paths);
    found.push(...(await wrongSearches(site, built, then, instants)));
    for (const [nth, row] of rows.entries())
      for (const [column, { answer, caching, leak }] of row.entries()) {
        const now = instants[nth]?.now ?? 0;
        const wrong = (what: string): unknown => found.push(`${paths[column]} at ${now} ${what}`);
        if (leak !== undefined) wrong(`names "${leak}"`);
        if (dated && answer !== dated[column]) wrong(`answers ${answer}, a build as of then ${dated[column]}`);
        // A post that is over is gone; a build that never saw it knows nothing of it.
        const unknown = answer.startsWith("410") && live[column]?.startsWith("404");
        if (answer !== live[column] && !unknown) wrong(`answers ${answer}, a build of what is live ${live[column]}`);
        const change = later.find((each) => each.row[column]?.answer !== answer)?.state ?? Infinity;
        for (const header of caching)
          if (now + lifetime(header) > change) wrong(`may be kept past ${change}: ${header}`);
      }
    later.unshift({ state, row: rows[0] ?? [] });
  }
  return found;
}

/** The longest time for which a cache may show a response, in seconds. */
const lifetime = (caching: string): number =>
  [...caching.matchAll(/(?:max-age|stale-while-revalidate)=(\d+)/g)].reduce((sum, [, age]) => sum + Number(age), 0);

describe("the timeline", () => {
  it(`answers at every moment like a fresh build of what is then live, reveals nothing else, and outlives no change in a cache (${count} sites, seed ${seed})`, async () => {
    const sites = fc.sample(randomSite, { numRuns: count, seed });
    for (let first = 0; first < sites.length; first += batch) {
      const built = [];
      for (const site of sites.slice(first, first + batch))
        built.push({ site, ...(await build(site, start, "scheduled")) });
      const many = serveMany(built.map(({ compiled, blobs }) => ({ release: compiled.release, blobs })));
      try {
        // Builds wait for other processes now and then.
        const found = await parallel([...built.entries()], 4, async ([index, each]) => {
          const paths = pathsOf(each);
          const ask = (moments: readonly Instant[]) => many.ask(index, moments, paths);
          const all = await wrongs({ site: each.site, twice: index % 4 === 0, paths, built: each, ask });
          return all.slice(0, 9).map((wrong) => `site ${first + index}: ${wrong}`);
        });
        expect(found.flat()).toEqual([]);
      } finally {
        await many.stop();
      }
    }
  }, 600_000);
});
