import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Cache } from "../../../scripts/store/cache.ts";
import { compileSite } from "../../../scripts/build/compile-site.ts";
import type { Previous } from "../../../scripts/timeline/carry-over.ts";
import { parallel } from "../../../scripts/base/parallel.ts";
import { changesSeen, describe as inWords } from "../../../scripts/publish/release-changes.ts";
import { pingsFor } from "../../../scripts/publish/ping.ts";
import type { Moment } from "../../../src/content/date.ts";
import { Release } from "../../../src/content/release.ts";
import { type Compiled, type Many, serveMany, type Told } from "../../production/serve-many.ts";
import { eventsOf, type RandomPost, type RandomSite, randomSite, start, writeSite } from "./random-site.ts";

const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const count = Number(process.env["SITES"] ?? 40);
// So many sites at a time that workerd stays small.
const batch = 20;

const folder = mkdtempSync(join(tmpdir(), "fore-edge-secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Built extends Compiled {
  readonly paths: readonly string[];
  /** Names of the files that are deployed beside the worker. */
  readonly assets: readonly string[];
}

let folders = 0;

async function build(site: RandomSite, isIn: (post: RandomPost) => boolean, previous?: Previous): Promise<Built> {
  const root = join(folder, String(folders++));
  const assets = join(root, "assets");
  writeSite(site, root, isIn);
  const options = { root, assets, cache: new Cache(join(folder, "cache")), now: start, ...(previous && { previous }) };
  const { release, timeline, blobs } = await compileSite(options);
  const files = readdirSync(assets, { recursive: true, encoding: "utf8" });
  rmSync(root, { recursive: true });
  return { release, blobs: new Map(blobs), paths: [...timeline.paths.keys()], assets: files };
}

const opened = ({ release }: Built): Release => new Release(new Uint8Array(release).buffer);

const isComing = ({ date, draft }: RandomPost): boolean => !draft && date > start;

/** A site, and the same without the posts that are to come. */
interface Pair {
  readonly site: RandomSite;
  readonly whole: Built;
  readonly known: Built;
  /** As the whole, but for what the posts to come say. */
  readonly reworded: Built;
}

async function pairOf(site: RandomSite, index: number): Promise<Pair> {
  const previous = index % 2 === 0 ? undefined : await earlier(site);
  const posts = site.posts.map((post) => (isComing(post) ? { ...post, words: "In other words." } : post));
  return {
    site,
    whole: await build(site, () => true, previous),
    known: await build(site, (post) => !isComing(post), previous),
    reworded: await build({ ...site, posts }, () => true, previous),
  };
}

/** A release before, in which some posts were live already that have been put off since. */
async function earlier(site: RandomSite): Promise<Previous> {
  const posts = site.posts.map((post, index) =>
    index % 2 === 0 ? { ...post, date: start - 1, expires: undefined } : post,
  );
  return { release: opened(await build({ ...site, posts }, () => true)), replacedAt: start };
}

/** Moments at which none of the posts to come has appeared, among them the last ones. */
function momentsOf(site: RandomSite): Moment[] {
  const first = Math.min(...site.posts.filter(isComing).map(({ date }) => date));
  const events = eventsOf(site).filter((moment) => moment < first);
  return [start, ...events, first - 86_400, first - 3_000, first - 30, first - 2, first - 0.001];
}

/** What somebody may ask who suspects something: all paths that ever answer, and others beside them. */
function pathsOf({ site, whole, known }: Pair): string[] {
  const coming = site.posts
    .filter(isComing)
    .flatMap(({ slug, aliases }) => [
      `/posts/${slug}`,
      `/posts/${slug}x/`,
      `/posts/${slug}/?preview=1.2.3`,
      `/${slug}/`,
      ...aliases,
    ]);
  return [...new Set([...whole.paths, ...known.paths, ...coming, "/posts/amber-gat/", "/nowhere/"])];
}

/** What differs at a moment between the answers of a site and those of the same without the posts to come, in words. */
function differences(paths: readonly string[], row: readonly Told[], without: readonly Told[], now: Moment): string[] {
  const found: string[] = [];
  const lifetimes = new Map<string, Map<string, string>>();
  for (const [column, path] of paths.entries()) {
    const [told, known] = [row[column], without[column]];
    if (path === "/" && !told?.answer.startsWith("200 ")) found.push(`/ at ${now} answers ${told?.answer}`);
    if (told === undefined || told.whole !== known?.whole)
      found.push(`${path} at ${now} answers ${told?.answer}, without the posts to come ${known?.answer}`);
    const [status, , type] = told?.answer.split(" ") ?? [];
    // No cache keeps a preview that is refused.
    const kind = `${status} ${type}${path.includes("?preview=") ? " preview" : ""}`;
    lifetimes.set(kind, (lifetimes.get(kind) ?? new Map<string, string>()).set(told?.caching[0] ?? "", path));
  }
  for (const [kind, headers] of lifetimes)
    if (headers.size > 1) found.push(`${kind} at ${now} may be kept ${JSON.stringify([...headers])}`);
  return found;
}

/** Files of posts to come whose names need no text to be told, in words. The folder of the index is one name for all of them. */
function filesToldOf(pair: Pair): string[] {
  const [whole, known, reworded] = [pair.whole, pair.known, pair.reworded].map((built) => ({
    assets: built.assets.filter((name) => !name.startsWith("_search/")),
    indexes: built.assets.filter((name) => /^_search\/[^/]*$/.test(name)),
  }));
  if (!whole || !known || !reworded) throw new Error("a build is missing");
  const added = whole.assets.filter((name) => !known.assets.includes(name));
  return [
    ...known.assets.filter((name) => !whole.assets.includes(name)).map((name) => `${name} has another name`),
    ...added.filter((name) => reworded.assets.includes(name)).map((name) => `${name} is told by title and date`),
    ...whole.indexes
      .filter((name) => reworded.indexes.includes(name))
      .map((name) => `${name} is told by title and date`),
    ...(whole.indexes.length === 1 ? [] : [`there are ${whole.indexes.length} indexes`]),
    ...added.filter((name) => !/^cards\/[0-9a-f]{32}\.png$/.test(name)).map((name) => `${name} is not a digest`),
  ];
}

/** Publications that say to others more than one without the posts to come would, in words. */
function publicationsToldOf({ site, whole, known, reworded }: Pair): string[] {
  const befores = [undefined, ...[whole, known, reworded].map((each) => ({ release: opened(each), at: start }))];
  const toldAt = (built: Built, at: Moment): string => {
    const seen = { release: opened(built), at };
    return JSON.stringify(befores.map((before) => [pingsFor(before, seen), inWords(changesSeen(before, seen))]));
  };
  return momentsOf(site).flatMap((now) => {
    const [told, without] = [toldAt(whole, now), toldAt(known, now)];
    return told === without ? [] : [`a publication at ${now} says ${told}, without the posts to come ${without}`];
  });
}

describe("coming posts", () => {
  it(`leave no trace in any response, ping or file name, except in the shared cache lifetime (${count} sites, seed ${seed})`, async () => {
    const sites = fc.sample(
      randomSite.filter(({ posts }) => posts.some(isComing)),
      { numRuns: count, seed },
    );
    for (let first = 0; first < sites.length; first += batch) {
      const some = [...sites.entries()].slice(first, first + batch);
      const pairs = await parallel(some, 4, ([index, site]) => pairOf(site, index));
      const many: Many = serveMany(pairs.flatMap(({ whole, known }) => [whole, known]));
      try {
        const found = await parallel([...pairs.entries()], 4, async ([index, pair]) => {
          const moments = momentsOf(pair.site).map((now) => ({ now, secrets: [] }));
          const paths = pathsOf(pair);
          const answers = await many.ask(2 * index, moments, paths);
          const without = await many.ask(2 * index + 1, moments, paths);
          const wrong = moments.flatMap(({ now }, nth) =>
            differences(paths, answers[nth] ?? [], without[nth] ?? [], now),
          );
          return [...wrong, ...filesToldOf(pair), ...publicationsToldOf(pair)]
            .slice(0, 9)
            .map((each) => `site ${first + index}: ${each}`);
        });
        expect(found.flat()).toEqual([]);
      } finally {
        await many.stop();
      }
    }
  }, 600_000);
});
