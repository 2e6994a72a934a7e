import { Hono } from "hono";
import { createApp } from "./app.ts";
import { mediaTypes, Release } from "./content/release.ts";
import { neverStored } from "./http/policy.ts";
import { kvStore, type Namespace } from "./store.ts";
import { completed, type OwnTheme } from "./views/default-theme.ts";

/** What `wrangler.toml` binds, and the secret. */
export interface Bindings {
  readonly BLOBS: Namespace;
  /** Signs links to the site at another moment. */
  readonly PREVIEW_SECRET?: string;
}

type Answer = (
  request: Request,
  env: Bindings,
  context: { readonly waitUntil: (work: Promise<unknown>) => void },
) => Response | Promise<Response>;

/** A worker that serves a blog: `dist/release.bin`, as the build writes it, and the blog's theme. Others of its handlers go beside `fetch`. */
export const createWorker = (release: ArrayBuffer, theme: OwnTheme = {}): { readonly fetch: Answer } => ({
  fetch: answerer(release, theme),
});

/** The same as a Hono app, to stand behind routes of one's own: `app.route("/", blog)`, or `app.mount("/", blog.fetch)`. */
export function createBlog(release: ArrayBuffer, theme: OwnTheme = {}): Hono<{ Bindings: Bindings }> {
  const answer = answerer(release, theme);
  return new Hono<{ Bindings: Bindings }>().all("*", ({ req, env, executionCtx }) =>
    answer(req.raw, env, executionCtx),
  );
}

function answerer(bytes: ArrayBuffer, own: OwnTheme): Answer {
  const release = new Release(bytes);
  const theme = completed(own);
  // One for each namespace, since bindings come with requests; a worker has one.
  const apps = new WeakMap<Namespace, Hono>();
  return (request, { BLOBS, PREVIEW_SECRET }, context) => {
    if (BLOBS === undefined) return unbound();
    const app = apps.get(BLOBS) ?? createApp(release, kvStore(BLOBS), now, PREVIEW_SECRET, theme);
    apps.set(BLOBS, app);
    const answer = app.fetch(request);
    // A read of KV may be shared, so it must not end with the reader who began it and left.
    if (answer instanceof Promise) context.waitUntil(answer);
    return answer;
  };
}

const now = (): number => Math.floor(Date.now() / 1000);

function unbound(): Response {
  const cure = 'The worker has no KV namespace; add to wrangler.toml\n\n[[kv_namespaces]]\nbinding = "BLOBS"\n';
  console.error(cure);
  return new Response(cure, { status: 500, headers: { "content-type": mediaTypes.text, ...neverStored } });
}
