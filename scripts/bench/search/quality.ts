import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "../table.ts";
import { rounded } from "../table.ts";
import { articlesBelow } from "./articles-below.ts";
import { costOf } from "./cost.ts";
import { miniSearch, type Oracle, pagefind } from "./oracles.ts";
import { OwnIndex } from "./own.ts";

/**
 * How well ours finds what people look for, beside others, in the posts of rust-lang's blog: `queries.json` has fifty queries and
 * the posts that answer each, as somebody judged who read them. In another blog only its titles are asked for.
 */
export async function measureQuality(blog: string, work: string): Promise<readonly Row[]> {
  const articles = articlesBelow(blog);
  const cost = await costOf(articles, work);
  using index = new OwnIndex(articles, work, join(work, "search-index"));
  const own: Oracle = {
    who: "fore-edge",
    find: async (query) => (await index.find(query)).results.map(({ path }) => path),
  };
  const rows: Row[] = [];
  for (const oracle of [own, miniSearch(articles), await pagefind(articles, work)]) {
    const before = oracle.loaded?.() ?? 0;
    await oracle.find(articles[0]?.title ?? "");
    const loaded = oracle.loaded?.() ?? 0;
    const judged = await judge(oracle, new Set(articles.map(({ path }) => path)));
    rows.push({
      who: oracle.who,
      ...(await titles(oracle, articles)),
      ...judged,
      ...(loaded > before && { "first search kB": rounded(loaded / 1e3) }),
    });
  }
  return [cost, ...rows];
}

/** For each title, whether it finds its article first (or one of the same title), and among the first three. */
async function titles(
  { find }: Oracle,
  articles: readonly { readonly path: string; readonly title: string }[],
): Promise<Row> {
  const titleOf = new Map(articles.map(({ path, title }) => [path, title.toLowerCase()]));
  let [first, three] = [0, 0];
  for (const { path, title } of articles) {
    const found = await find(title);
    if (found[0] !== undefined && titleOf.get(found[0]) === title.toLowerCase()) first += 1;
    if (found.slice(0, 3).includes(path)) three += 1;
  }
  const percent = (count: number): number => rounded((100 * count) / articles.length);
  return { "title first %": percent(first), "in three %": percent(three) };
}

/** Precision of the first five, and the mean of one by the place of the first that is right. */
async function judge({ find }: Oracle, paths: ReadonlySet<string>): Promise<Row> {
  const all = JSON.parse(readFileSync(new URL("./queries.json", import.meta.url), "utf8")) as Record<string, string[]>;
  const queries = Object.entries(all).filter(([, right]) => right.some((path) => paths.has(path)));
  if (queries.length === 0) return {};
  let [precision, reciprocal] = [0, 0];
  for (const [query, right] of queries) {
    const found = (await find(query)).slice(0, 5);
    precision += found.filter((path) => right.includes(path)).length / 5;
    const place = found.findIndex((path) => right.includes(path));
    reciprocal += place < 0 ? 0 : 1 / (place + 1);
  }
  return {
    queries: queries.length,
    "precision at 5": rounded(precision / queries.length),
    "reciprocal rank": rounded(reciprocal / queries.length),
  };
}
