import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../base/failure.ts";
import { filesBelow } from "../base/files-below.ts";
import { pathOfFile } from "./addresses.ts";
import { type Differences, differences, furnitureOf } from "./differences.ts";
import type { Ask } from "./new-blog.ts";
import { readPage, type Seen } from "./seen.ts";

/** A page of the old site. */
export interface OldPage {
  readonly path: string;
  readonly html: string;
}

/** The pages that a generator has written, without those that only lead elsewhere. */
export const pagesIn = (folder: string): OldPage[] =>
  filesBelow(folder)
    .filter((file) => /\.html?$/i.test(file) && !/(^|\/)404(\.html?|\/index\.html?)$/i.test(file))
    .map((file) => ({ path: pathOfFile(file), html: readFileSync(join(folder, file), "utf8") }));

/**
 * Compares old pages with the articles to which their addresses lead. Those that lead to lists, or nowhere, are left out. `named` are the new paths
 * of articles that, as the import says, lack something.
 */
export async function comparePages(
  pages: readonly OldPage[],
  ask: Ask,
  timezone: string,
  named: ReadonlySet<string>,
  within?: string,
): Promise<Differences[]> {
  const pairs: { readonly path: string; readonly to: string; readonly old: Seen; readonly now: Seen }[] = [];
  const seen = new Set<string>();
  for (const { path, html } of pages) {
    const answer = await ask(path);
    if (answer.kind !== "post" && answer.kind !== "page") continue;
    const old = readPage(html, within);
    // Of several addresses of one article the first is compared.
    if (old.leadsAway || seen.has(answer.path)) continue;
    seen.add(answer.path);
    const { date, ...now } = readPage(await answer.text(), "main");
    // A page says when it was changed, and has no day of its own.
    const isDated = answer.kind === "post" && date !== undefined;
    pairs.push({ path, to: answer.path, old, now: isDated ? { ...now, date } : now });
  }
  if (within !== undefined && pairs.length > 0 && pairs.every(({ old }) => !old.isFound))
    throw new Failure(`no old page has "${within}", expected the class, #id or name of the element with the article`);
  const furniture = furnitureOf(pairs);
  return pairs.map(({ path, to, old, now }) =>
    differences(path, to, old, now, { furniture: furniture(path), timezone, isNamed: named.has(to) }),
  );
}
