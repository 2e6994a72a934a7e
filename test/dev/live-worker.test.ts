import { expect, it } from "vitest";
import { liveWorker } from "../../scripts/dev/live-worker.ts";
import type { Look } from "../../scripts/dev/looked-at.ts";
import { html } from "../../src/markup.ts";
import { compile } from "../compiled-site.ts";
import { post, temporaryFolder } from "../folder.ts";

it("tells what the theme makes of a page, and nothing of a request that gets no page", async () => {
  const { site } = await compile(temporaryFolder(), { "posts/a.md": post("A", "2024-01-01") });
  const looks: Look[] = [];
  const HOST = {
    fetch: async (url: string, init?: RequestInit): Promise<Response> => {
      const { pathname } = new URL(url);
      if (pathname === "/release") return new Response(site.release);
      if (pathname.startsWith("/blobs/")) return new Response(site.blobs.value(pathname.slice("/blobs/".length)));
      looks.push((await new Response(init?.body).json()) as Look);
      return new Response();
    },
  };
  const worker = liveWorker({ views: { footer: () => html`<footer onclick="go()">Mine</footer>` } });
  const ask = (method: string, headers = {}): Promise<Response> =>
    worker.fetch(
      new Request("http://blog.example/posts/a/", { method, headers: { "fore-edge-version": "1", ...headers } }),
      { HOST },
    );
  await ask("GET");
  expect(looks).toEqual([
    { version: "1", path: "/posts/a/", html: expect.stringContaining('<footer onclick="go()">'), thrown: undefined },
  ]);
  expect((await ask("HEAD")).status).toBe(200);
  expect((await ask("POST")).status).toBe(405);
  expect((await ask("GET", { "if-none-match": "*" })).status).toBe(304);
  expect(looks).toHaveLength(1);
});
