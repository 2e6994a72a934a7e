import { createApp } from "../../src/app.ts";
import { readModel } from "../../src/content/blob.ts";
import type { Finder } from "../../src/http/search-page.ts";
import { Release, sheetsOf } from "../../src/content/release.ts";
import { completed, type OwnTheme } from "../../src/views/default-theme.ts";
import type { Look } from "./looked-at.ts";

/** The worker of `npm start`: the real app, with release and blobs from the process that compiles the content. */
interface Bindings {
  readonly HOST: { readonly fetch: (url: string, init?: RequestInit) => Promise<Response> };
}

/** The worker of a blog with a theme, which tells that process what the theme has made of each page. */
export function liveWorker(own: OwnTheme): { fetch: (request: Request, bindings: Bindings) => Promise<Response> } {
  const theme = completed(own);
  let version = "";
  let release: Release | undefined;
  return {
    async fetch(request, { HOST }) {
      const ask = (path: string, init?: RequestInit): Promise<Response> => HOST.fetch(`http://host${path}`, init);
      const current = request.headers.get("fore-edge-version");
      if (current === null) return new Response(); // to see whether this starts
      let opened = version === current ? release : undefined;
      if (!opened) {
        // Each request waits for its own answer: the runtime lets none wait for another's.
        opened = new Release(await (await ask("/release")).arrayBuffer());
        [version, release] = [current, opened];
      }
      let written = "";
      const get = async (key: string): Promise<string | undefined> => {
        const answer = await ask(`/blobs/${key}`);
        if (!answer.ok) return undefined;
        const blob = await answer.text();
        written = textOf(blob);
        return blob;
      };
      // A new one for each request, so that what is thrown belongs to that.
      const find: Finder["find"] = async (...asked) => {
        const answer = await ask("/search", { method: "POST", body: JSON.stringify(asked) });
        if (!answer.ok) throw new Error("nothing could be looked up in the index of search");
        return answer.json();
      };
      const finder = opened.header.site.search === false ? undefined : { find };
      const app = createApp(opened, { get }, now, undefined, theme, finder);
      let thrown: string | undefined;
      app.onError((error) => {
        thrown = error.stack ?? error.message;
        return new Response(broken, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
      });
      const response = await app.fetch(request);
      // HEAD has the headers of a page, and nothing to look at.
      if (request.method !== "GET" || response.headers.get("content-type")?.startsWith("text/html") !== true)
        return response;
      // What the author wrote has been reported by the build.
      const { style } = opened.header;
      const ours = [written, ...sheetsOf(style).map(({ text }) => `<style>${text}</style>`)];
      const html = ours.reduce((rest, own) => rest.replace(own, ""), await response.clone().text());
      const look: Look = { version: current, path: new URL(request.url).pathname, html, thrown };
      await ask("/look", { method: "POST", body: JSON.stringify(look) });
      return response;
    },
  };
}

/** The body of an article, or nothing of another blob. */
function textOf(blob: string): string {
  if (!blob.startsWith("{")) return "";
  const model = readModel(blob);
  return "html" in model ? String(model.html) : "";
}

const now = (): number => Math.floor(Date.now() / 1000);

const broken = `<!doctype html>
<html lang="en">
<head>
<title>This page can’t be shown</title>
</head>
<body>
<noscript>The terminal shows what to correct.</noscript>
</body>
</html>
`;
