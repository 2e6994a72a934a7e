import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Release } from "../../src/content/release.ts";
import { policies } from "../../src/http/policy.ts";
import { compileSite, type CompiledSite, type SiteOptions } from "../build/compile-site.ts";
import { replaceFolder } from "../store/output-folder.ts";
import { defaultCache, withCache } from "../build/prebuild.ts";
import { writeHeaderRules } from "../site/header-rules.ts";
import { copyStatics } from "../site/static-files.ts";
import { compare, plural } from "../base/order.ts";
import { ContentError, type Problem } from "../base/problems.ts";
import { inThreads } from "../base/threads.ts";
import { frameOf, type Page, type PageSettings, pageWriter } from "./write-pages.ts";
import { writeErrorPages, writeRedirects } from "./rules.ts";

export interface ExportOptions extends Omit<SiteOptions, "assets" | "cache" | "until"> {
  readonly out: string;
  readonly cache?: string;
}

export interface Exported extends CompiledSite {
  /** How many routes became files. */
  readonly pages: number;
  readonly redirects: number;
}

/** The first line of `_headers`, by which an export recognises its own folder. */
const mark = "# Written by npm run export";

const exports = { noun: "export", isOurs: (folder: string) => firstLine(join(folder, "_headers")).startsWith(mark) };

/** Writes the whole site as of `now` as files for any host: the same bytes that the worker sends. */
export function exportSite({ out, cache: folder = defaultCache, ...options }: ExportOptions): Promise<Exported> {
  return replaceFolder(out, exports, (fresh) =>
    withCache(folder, async (cache) => {
      const site = await compileSite({ ...options, until: options.now, assets: fresh, cache });
      copyStatics(options.root, site.files, fresh);

      const { header } = new Release(site.release.buffer);
      const { module } = site.theme;
      const settings = { folder: fresh, site: header.site, style: header.style, theme: module.href, cache: cache.file };
      // There is nothing after now, so a path answers with its last entry.
      const routes = [...site.timeline.paths].map(([path, entries]) => ({ path, target: entries.at(-1)?.target }));
      const pages = routes.flatMap(({ path, target }): Page[] =>
        target && "key" in target ? [{ path, kind: target.kind, key: target.key }] : [],
      );
      cache.flush();
      const thrown = await writePages(pages, settings);
      const moved = routes.flatMap(({ path, target }) =>
        target?.kind === "redirect" ? [{ path, to: target.to }] : [],
      );
      const gone = routes.flatMap(({ path, target }) => (target?.kind === "gone" ? [path] : []));
      writeRedirects(fresh, moved, gone);
      thrown.push(...writeErrorPages(fresh, module.href, await frameOf(settings)));
      const problems = byPlace(thrown);
      if (problems.length > 0) throw new ContentError(problems);
      const {
        site: { policy },
        style: { digest: styleDigest },
      } = header;
      writeHeaderRules(fresh, { comment: mark, styleDigest, policy, maxAge: policies.page.browser, routes: pages });
      return { ...site, pages: pages.length, redirects: moved.length };
    }),
  );
}

// Threads take about as long to start as so many pages to write.
const fewPages = 1000;

/** What a view has thrown, if it has, by path. */
type Thrown = readonly [path: string, problem: Problem | undefined];

async function writePages(pages: readonly Page[], settings: PageSettings): Promise<Thrown[]> {
  const width = availableParallelism();
  if (pages.length <= fewPages || width === 1) {
    const write = await pageWriter(settings);
    return pages.map((page) => [page.path, write(page)]);
  }
  const thrown: Thrown[] = [];
  const script = new URL("./page-thread.ts", import.meta.url);
  await inThreads(
    { script, settings, width, batch: 100 },
    pages,
    (page) => page,
    ({ path }, problem: Problem | undefined) => thrown.push([path, problem]),
  );
  return thrown;
}

/** What views have thrown, each with the pages at which they did, since one mistake throws at many. */
function byPlace(thrown: readonly Thrown[]): Problem[] {
  const found = new Map<string, { readonly problem: Problem; readonly paths: string[] }>();
  for (const [path, problem] of thrown) {
    if (!problem) continue;
    const key = `${problem.file}:${problem.line}:${problem.column} ${problem.message}`;
    const known = found.get(key);
    if (known) known.paths.push(path);
    else found.set(key, { problem, paths: [path] });
  }
  return [...found.values()].map(({ problem, paths }) => {
    const [first = "", ...more] = paths.sort(compare);
    const pages = more.length === 0 ? first : `${first} and ${plural(more.length, "other page")}`;
    return { ...problem, message: `cannot write ${pages}: ${problem.message}` };
  });
}

const firstLine = (file: string): string => (existsSync(file) ? (readFileSync(file, "utf8").split("\n")[0] ?? "") : "");
