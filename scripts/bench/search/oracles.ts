import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import MiniSearch from "minisearch";
import { createIndex } from "pagefind";
import type { Article } from "./articles-below.ts";

/** Another search of the same articles: paths, the best first. */
export interface Oracle {
  readonly who: string;
  readonly find: (query: string) => Promise<readonly string[]>;
  /** Bytes that a reader has loaded so far, as they come over the wire: Pagefind's files are compressed. */
  readonly loaded?: () => number;
}

/** MiniSearch as it is, with what Pagefind sees: any word is enough. With our weights, or all words, it finds less well. */
export function miniSearch(articles: readonly Article[]): Oracle {
  const index = new MiniSearch({ fields: ["title", "text"] });
  index.addAll(articles.map((article, id) => ({ ...article, id })));
  const paths = (found: readonly { readonly id: number }[]): readonly string[] =>
    found.slice(0, 10).flatMap(({ id }) => articles[id]?.path ?? []);
  return { who: "MiniSearch", find: async (query) => paths(index.search(query)) };
}

/** Pagefind as it runs in browsers, with its files read instead of fetched. */
export async function pagefind(articles: readonly Article[], work: string): Promise<Oracle> {
  const folder = join(work, "pagefind");
  rmSync(folder, { recursive: true, force: true });
  const { index } = await createIndex({});
  if (!index) throw new Error("Pagefind makes no index");
  for (const { path, title, text } of articles)
    await index.addHTMLFile({ url: `/${path}`, content: page(title, text) });
  await index.writeFiles({ outputPath: folder });
  await index.deleteIndex();
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  let loaded = 0;
  const read = (file: string): Buffer => {
    const bytes = readFileSync(file);
    loaded += bytes.length;
    return bytes;
  };
  globalThis.fetch = async (input) => {
    const [file = ""] = String(input instanceof Request ? input.url : input).split("?");
    return new Response(new Uint8Array(read(file.startsWith("file:") ? fileURLToPath(file) : file)));
  };
  const script = join(folder, "pagefind.js");
  read(script);
  const { search, options, init } = (await import(pathToFileURL(script).href)) as {
    readonly options: (options: object) => Promise<void>;
    readonly init: (language: string) => Promise<void>;
    readonly search: (
      query: string,
    ) => Promise<{ readonly results: readonly { readonly data: () => Promise<{ readonly raw_url: string }> }[] }>;
  };
  await options({ baseUrl: "/", basePath: `${folder}/`, useWorker: false });
  await init("en");
  return {
    who: "Pagefind",
    find: async (query) => {
      const { results } = await search(query);
      const data = await Promise.all(results.slice(0, 10).map((result) => result.data()));
      return data.map(({ raw_url }) => raw_url.replace(/^\//, ""));
    },
    loaded: () => loaded,
  };
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><head><title>${escaped(title)}</title></head><body><main data-pagefind-body><h1>${escaped(title)}</h1><p>${escaped(text)}</p></main></body></html>`;
