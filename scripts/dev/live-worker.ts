import { createApp } from "../../src/app.ts";
import type { Hono } from "hono";
import { Release } from "../../src/content/release.ts";
import { completed, type OwnTheme, type Theme } from "../../src/views/theme.ts";

/** The worker of `npm start`: the real app, with release and blobs from the process that compiles the content. */
interface Bindings {
  readonly HOST: { readonly fetch: (url: string) => Promise<Response> };
}

/** The worker of a blog with a theme. */
export function liveWorker(theme: OwnTheme): object {
  let version: string | null = null;
  let app: Promise<Hono> | undefined;
  return {
    async fetch(request: Request, { HOST }: Bindings): Promise<Response> {
      const current = request.headers.get("fore-edge-version");
      if (!app || version !== current) {
        version = current;
        app = load((path) => HOST.fetch(`http://host${path}`), completed(theme));
      }
      return (await app).fetch(request);
    },
  };
}

async function load(ask: (path: string) => Promise<Response>, theme: Theme): Promise<Hono> {
  const release = new Release(await (await ask("/release")).arrayBuffer());
  const get = async (key: string): Promise<string | undefined> => {
    const blob = await ask(`/blobs/${key}`);
    return blob.ok ? blob.text() : undefined;
  };
  return createApp(release, { get }, () => Math.floor(Date.now() / 1000), undefined, theme);
}
