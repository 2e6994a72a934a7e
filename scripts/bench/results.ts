import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Built } from "./builds.ts";
import type { Seen } from "./live.ts";
import type { Served } from "./serve.ts";
import type { Weight } from "./size.ts";
import type { Written } from "./writes.ts";

/** What each section finds out, a row of its table each. */
export interface Rows {
  readonly build: Built;
  readonly serve: Served;
  readonly size: Weight;
  readonly writes: Written;
  readonly live: Seen;
}

export type Section = keyof Rows;

/** What one run of a section found out about a blog of that many posts. */
export interface Finding<Row> {
  readonly posts: number;
  /** When, on which machine and with what: the end of a sentence. */
  readonly measured: string;
  readonly rows: readonly Row[];
}

/** The latest findings of each section, those of few posts first. */
export type Results = { readonly [S in Section]?: readonly Finding<Rows[S]>[] };

/** Results with a finding in the place of the one before about as many posts. */
export function withFinding<S extends Section>(results: Results, section: S, finding: Finding<Rows[S]>): Results {
  const others = (results[section] ?? []).filter(({ posts }) => posts !== finding.posts);
  return { ...results, [section]: [...others, finding].toSorted((a, b) => a.posts - b.posts) };
}

export const readResults = (file: string): Results =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Results) : {};

export const writeResults = (file: string, results: Results): void =>
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
