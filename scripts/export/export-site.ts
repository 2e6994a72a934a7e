import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Release, sheetsOf } from "../../src/content/release.ts";
import { policies } from "../../src/http/policy.ts";
import { renderApology } from "../../src/views/render.ts";
import { compileSite, type CompiledSite, type SiteOptions } from "../build/compile-site.ts";
import { replaceFolder } from "../store/output-folder.ts";
import { defaultCache, withCache } from "../build/prebuild.ts";
import { writeHeaderRules } from "../site/header-rules.ts";
import { copyStatics } from "../site/static-files.ts";
import { textIfThere } from "../base/own-file.ts";
import { compare, withOthers } from "../base/order.ts";
import { ContentError, type Problem } from "../base/problems.ts";
import { inThreads } from "../base/threads.ts";
import { frameOf, type Page, type PageSettings, pageWriter, written } from "./write-pages.ts";

export interface ExportOptions extends Omit<SiteOptions, "assets" | "cache" | "until" | "search"> {
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

const isOurs = (folder: string): boolean => textIfThere(join(folder, "_headers"))?.startsWith(mark) === true;

/** Writes the whole site as of `now` as files for any host: the same bytes that the worker sends. */
export function exportSite({ out, cache: folder = defaultCache, ...options }: ExportOptions): Promise<Exported> {
  return replaceFolder(out, isOurs, (fresh) =>
    withCache(folder, async (cache) => {
      const site = await compileSite({ ...options, until: options.now, assets: fresh, cache, search: "none" });
      copyStatics(options.root, site.files, fresh);

      const { header } = new Release(site.release.buffer);
      const { site: shown, style } = header;
      const theme = site.theme.module.href;
      const settings = { folder: fresh, site: shown, style, theme, cache: cache.file };
      const [pages, moved, gone]: [Page[], string[], string[]] = [[], [], []];
      for (const [path, entries] of site.timeline.paths) {
        const target = entries.at(-1)?.target; // the one as of now, after which there is nothing
        if (target?.kind === "redirect") moved.push(`${path} ${target.to} 301`);
        else if (target?.kind === "gone") gone.push(`${path} /410.html 410`);
        else if (target) pages.push({ path, kind: target.kind, key: target.key });
      }
      cache.flush();
      const thrown = await writePages(pages, settings);
      const frame = await frameOf(settings);
      // Hosts know 404.html by its name.
      for (const [name, reason] of [
        ["404.html", "notFound"],
        ["410.html", "gone"],
      ] as const)
        thrown.push([`/${name}`, written(join(fresh, name), () => renderApology(reason, frame), settings)]);
      const problems = byPlace(thrown);
      if (problems.length > 0) throw new ContentError(problems);
      // Netlify, Cloudflare Pages and others read it.
      writeFileSync(join(fresh, "_redirects"), [...moved, ...gone].map((line) => `${line}\n`).join(""));
      writeHeaderRules(fresh, {
        comment: mark,
        styleDigests: sheetsOf(style).map(({ digest }) => digest),
        policy: shown.policy,
        maxAge: policies.page.browser,
        routes: pages,
      });
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
  await inThreads({ script, settings, width, batch: 100 }, pages, {
    jobOf: (page) => page,
    take: ({ path }, problem: Problem | undefined) => void thrown.push([path, problem]),
  });
  return thrown;
}

/** What views have thrown, each with the pages at which they did, since one mistake throws at many. */
function byPlace(thrown: readonly Thrown[]): Problem[] {
  const found = thrown.flatMap(([path, problem]) => (problem ? [{ path, problem }] : []));
  const groups = Map.groupBy(
    found,
    ({ problem: { file, line, column, message } }) => `${file}:${line}:${column} ${message}`,
  );
  return [...groups.values()].flatMap((group) => {
    const pages = withOthers(group.map(({ path }) => path).sort(compare), "page");
    return group.slice(0, 1).map(({ problem }) => {
      return { ...problem, message: `cannot write ${pages}: ${problem.message}` };
    });
  });
}
