import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { sheetsOf } from "../../src/content/release.ts";
import { policies } from "../../src/http/policy.ts";
import type { Reason } from "../../src/views/apology.ts";
import { renderApology } from "../../src/views/render.ts";
import { compileSite, type CompiledSite, type SiteOptions } from "../build/compile-site.ts";
import { replaceFolder } from "../store/output-folder.ts";
import { defaultCache, withCache } from "../build/prebuild.ts";
import { writeHeaderRules } from "../site/header-rules.ts";
import { copyStatics } from "../site/static-files.ts";
import { textIfThere } from "../base/own-file.ts";
import { compare, withOthers } from "../base/order.ts";
import { ContentError, type Problem } from "../base/problems.ts";
import { utf8Of } from "../store/utf8.ts";
import { PageWork } from "./page-work.ts";
import { frameOf, type Outcome, type Page, written } from "./write-pages.ts";

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
  // In this order, so that where the cache is damaged, and all is done a second time, that begins with an empty folder.
  return withCache(folder, (cache) =>
    replaceFolder(out, isOurs, async (fresh) => {
      await using stack = new AsyncDisposableStack(); // ends threads
      const begun = Promise.withResolvers<PageWork>();
      const site = await compileSite({
        ...options,
        until: options.now,
        assets: fresh,
        cache,
        search: "none",
        takePages: async ({ site, style, theme }, articles) => {
          // A copy, in which a view can change nothing of what is still compiled.
          const frame = { site: structuredClone(site), style, theme: theme.module.href };
          const settings = { folder: fresh, lastFolder: resolve(out), cache: cache.file, ...frame };
          begun.resolve(PageWork.begin(cache, settings, articles));
          const work = await begun.promise.catch(() => undefined); // told below, after all problems
          if (work) stack.use(work);
          return (page) => work?.try(page);
        },
      });
      copyStatics(options.root, site.files, fresh);

      const work = await begun.promise;
      const [pages, moved, gone]: [Page[], string[], string[]] = [[], [], []];
      for (const [path, entries] of site.timeline.paths) {
        const target = entries.at(-1)?.target; // the one as of now, after which there is nothing
        if (target?.kind === "redirect") moved.push(`${path} ${target.to} 301`);
        else if (target?.kind === "gone") gone.push(`${path} /410.html 410`);
        else if (target) pages.push({ path, kind: target.kind, key: target.key });
      }
      cache.flush();
      const outcomes = await work.done(pages);
      const frame = await frameOf(work.settings);
      // Hosts know 404.html by its name.
      const apology = (name: string, reason: Reason): [Pick<Page, "path">, Outcome] => [
        { path: `/${name}` },
        written(join(fresh, name), () => utf8Of(renderApology(reason, frame)), work.settings),
      ];
      const problems = byPlace([...outcomes, apology("404.html", "notFound"), apology("410.html", "gone")]);
      if (problems.length > 0) throw new ContentError(problems);
      work.remember();
      // Netlify, Cloudflare Pages and others read it.
      writeFileSync(join(fresh, "_redirects"), [...moved, ...gone].map((line) => `${line}\n`).join(""));
      writeHeaderRules(fresh, {
        comment: mark,
        styleDigests: sheetsOf(work.settings.style).map(({ digest }) => digest),
        policy: site.site.policy,
        maxAge: policies.page.browser,
        routes: pages,
      });
      return { ...site, pages: pages.length, redirects: moved.length };
    }),
  );
}

/** What views have thrown, each with the pages at which they did, since one mistake throws at many. */
function byPlace(outcomes: readonly (readonly [Pick<Page, "path">, Outcome])[]): Problem[] {
  const found = outcomes.flatMap(([{ path }, outcome]) =>
    "problem" in outcome ? [{ path, problem: outcome.problem }] : [],
  );
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
