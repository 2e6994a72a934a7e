import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { nameOf, postOf } from "../posts.ts";
import { analyser } from "../../search-index/analysis.ts";
import { medianOf, type Row, rounded } from "../table.ts";
import { type Article, articleOf } from "./articles-below.ts";
import { OwnIndex } from "./own.ts";

const queries = 2000;

/** What the index of that many made-up posts weighs, takes to make and to keep, and what a search in it costs. */
export async function measureSearch(posts: number, work: string): Promise<Row> {
  const articles = Array.from({ length: posts }, (_, number) => articleOf(nameOf(number), postOf(number))).flat();
  return costOf(articles, work);
}

export async function costOf(articles: readonly Article[], work: string): Promise<Row> {
  const previous = join(work, "search-index");
  rmSync(previous, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const analyse = analyser((word) => word);
  articles.map(analyse); // most words have been met before, as in a build of many posts
  const [words] = cpuOf(() => articles.map(analyse));
  const [made, index] = cpuOf(() => new OwnIndex(articles, work, previous));
  const edited = [...articles.slice(0, -1), editedOf(articles)];
  const [edit, next] = cpuOf(() => new OwnIndex(edited, work, previous));
  next[Symbol.dispose]();
  const times: number[] = [];
  let reads = 0;
  for (const query of queriesFor(articles)) {
    await index.find(query); // its files are read, as the worker has them in memory
    index.reads = [];
    const start = process.cpuUsage();
    await index.find(query);
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
    reads += new Set(index.reads).size;
  }
  const folder = join(index.folder, "_search", index.directory.key);
  const bytes = (kind: string): number =>
    readdirSync(folder)
      .filter((name) => name.startsWith(kind))
      .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / articles.length;
  const row = {
    posts: articles.length,
    "words B/post": Math.round(bytes("words") + bytes("lengths")),
    "cards B/post": Math.round(bytes("cards")),
    files: readdirSync(folder).length,
    "directory kB": rounded(JSON.stringify(index.directory).length / 1e3),
    "words ms/post": rounded(words / articles.length),
    "index s": rounded(made / 1e3),
    "edit ms": rounded(edit),
    "median ms": rounded(medianOf(times)),
    "p99 ms": rounded(times.toSorted((a, b) => a - b)[Math.floor(0.99 * times.length)] ?? 0),
    reads: rounded(reads / queries),
  };
  index[Symbol.dispose]();
  rmSync(previous, { recursive: true });
  return row;
}

function editedOf(articles: readonly Article[]): Article {
  const last = articles.at(-1);
  if (!last) throw new Error("there is no article to search for");
  return { ...last, text: `${last.text} One sentence was added.` };
}

/** One to four words that stand together in some article, always the same; every second one broken off, as somebody types. */
function queriesFor(articles: readonly Article[]): readonly string[] {
  return Array.from({ length: queries }, (_, number) => {
    const { text = "" } = articles[(number * 7919) % articles.length] ?? {};
    const words = text.split(/\s+/);
    const at = (number * 104_729) % Math.max(1, words.length - 4);
    const query = words.slice(at, at + 1 + (number % 4)).join(" ");
    return number % 2 === 0 ? query : query.slice(0, -1);
  });
}

/** Milliseconds of CPU, on all cores. */
function cpuOf<T>(make: () => T): [number, T] {
  const start = process.cpuUsage();
  const made = make();
  const { user, system } = process.cpuUsage(start);
  return [(user + system) / 1000, made];
}
