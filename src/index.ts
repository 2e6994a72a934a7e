import { Hono } from "hono";
import { createApp } from "./app.ts";
import { type Assets, assetReader } from "./search/assets.ts";
import { mediaTypes, Release } from "./content/release.ts";
import { type Directory, searchFile } from "./content/search-directory.ts";
import { neverStored } from "./http/policy.ts";
import { mayBeFile } from "./http/private-path.ts";
import type { Finder } from "./http/search-page.ts";
import { Search } from "./search/search.ts";
import type { Stemmers } from "./search/words-in-text.ts";
import { kvStore, type Namespace } from "./store.ts";
import { completed, type OwnTheme } from "./views/default-theme.ts";

/** What `wrangler.toml` binds, and the secret. */
export interface Bindings {
  readonly BLOBS: Namespace;
  /** Static files, among which is what a search reads. */
  readonly ASSETS?: Assets;
  /** Signs links to the site at another moment. */
  readonly PREVIEW_SECRET?: string;
}

type Answer = (
  request: Request,
  env: Bindings,
  context: { readonly waitUntil: (work: Promise<unknown>) => void },
) => Response | Promise<Response>;

/**
 * A worker that serves a blog: `dist/release.bin`, as the build writes it, the blog's theme, and the stemmers of its languages, which a
 * search needs. Others of its handlers go beside `fetch`.
 */
export const createWorker = (
  release: ArrayBuffer,
  theme: OwnTheme = {},
  stemmers: Stemmers = {},
): { readonly fetch: Answer } => ({ fetch: answerer(release, theme, stemmers) });

/** The same as a Hono app, to stand behind routes of one's own: `app.route("/", blog)`, or `app.mount("/", blog.fetch)`. */
export function createBlog(
  release: ArrayBuffer,
  theme: OwnTheme = {},
  stemmers: Stemmers = {},
): Hono<{ Bindings: Bindings }> {
  const answer = answerer(release, theme, stemmers);
  return new Hono<{ Bindings: Bindings }>().all("*", ({ req, env, executionCtx }) =>
    answer(req.raw, env, executionCtx),
  );
}

function answerer(bytes: ArrayBuffer, own: OwnTheme, stemmers: Stemmers): Answer {
  const release = new Release(bytes);
  const theme = completed(own);
  const { search } = release.header;
  const appFor = (blobs: Namespace, assets: Assets | undefined, secret: string | undefined): Hono =>
    createApp(release, kvStore(blobs), now, secret, theme, search && finderOf(search, stemmers, assets));
  // One for each namespace, since bindings come with requests; a worker has one.
  const apps = new WeakMap<Namespace, Hono>();
  return (request, { BLOBS, ASSETS, PREVIEW_SECRET }, context) => {
    if (BLOBS === undefined) return unbound();
    const app = apps.get(BLOBS) ?? appFor(BLOBS, ASSETS, PREVIEW_SECRET);
    apps.set(BLOBS, app);
    const answer = app.fetch(request);
    // A read of KV may be shared, so it must not end with the reader who began it and left.
    if (answer instanceof Promise) context.waitUntil(answer);
    else if (answer.status === 404 && ASSETS && mayBeFile(URL.parse(request.url)?.pathname ?? ""))
      return orFile(answer, request, ASSETS);
    return answer;
  };
}

const now = (): number => Math.floor(Date.now() / 1000);

/** What searches an index. */
function finderOf(directory: Directory, stemmers: Stemmers, assets: Assets | undefined): Finder {
  if (!assets) return { find: () => Promise.reject(new Error(noAssets)) };
  const read = assetReader(assets);
  return new Search(directory, stemmers, (name) => read(searchFile(directory, name)));
}

const noAssets =
  'Nobody can search: the worker has no binding of its static assets; add to wrangler.toml, below [assets], binding = "ASSETS"';

/** A file, or the site's own answer where there is none either. */
async function orFile(answer: Response, request: Request, assets: Assets): Promise<Response> {
  const file = await assets.fetch(request);
  return file.status === 404 ? answer : file;
}

function unbound(): Response {
  const cure = 'The worker has no KV namespace; add to wrangler.toml\n\n[[kv_namespaces]]\nbinding = "BLOBS"\n';
  console.error(cure);
  return new Response(cure, { status: 500, headers: { "content-type": mediaTypes.text, ...neverStored } });
}
