import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blogFolder } from "./blog-folder.ts";
import { post, temporaryFolder } from "../folder.ts";
import { project } from "../project-folder.ts";
import { makeBundle } from "../production/bundle.ts";
import { runBlog } from "../production/run-blog.ts";

// Each way to have the blog, one at each host, and two namespaces that it could be in.
const worker = `
import { createBlog, createWorker } from "fore-edge";
import { Hono } from "hono";
import release from "../dist/release.bin";
import stemmers from "../dist/stemmers.mjs";
import theme from "./theme.ts";

const own = () => new Hono().all("/api/*", (c) => c.json({ method: c.req.method, path: c.req.path }));
const blog = createBlog(release, theme, stemmers);
const ways: Record<string, { fetch: Function }> = {
  "worker.example": createWorker(release, theme, stemmers),
  "routed.example": own().route("/", blog),
  "mounted.example": own().mount("/", blog.fetch),
  "kept.example": own().mount("/", blog.fetch, { replaceRequest: false }),
};
let ticks = 0;
export default {
  ...createWorker(release, theme, stemmers),
  fetch(request: Request, env: any, context: any) {
    if (request.headers.has("x-ticks")) return new Response(String(ticks));
    const other = request.headers.get("x-env");
    return ways[new URL(request.url).hostname]?.fetch(request, { ...env, ...(other && { BLOBS: env[other] }) }, context);
  },
  scheduled() {
    ticks += 1;
  },
};
`;

const ordinary = [
  "/",
  "/posts/hello/",
  "/posts/hello.md",
  "/posts/hello",
  "/rss.xml",
  "/nothing/",
  "/posts/hello/?x=1",
];
const odd = [
  "/tags/%5bdraft%5d/",
  "/tags/%5Bdraft%5D/",
  "//posts//hello/",
  "/posts/hello//",
  "/posts/hello/index.html",
  "/a%zz/",
  "/a%2Fb/",
  "/%C3%A9/",
  "/posts/hello/?preview=1.x",
];

let running: Miniflare;
let log = "";

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask(host: string, path: string, asked: Asked = {}) {
  const response = await running.dispatchFetch(`http://${host}${path}`, { redirect: "manual", ...asked });
  return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
}

beforeAll(async () => {
  const blog = blogFolder(join(temporaryFolder(), "blog"), {
    "content/posts/hello.md": post("Hello", "2024-01-01", { tags: '["[draft]"]' }),
    "src/worker.ts": worker,
  });
  running = await runBlog(blog, (message) => (log += message), "EMPTY");
});

afterAll(() => running.dispose());

describe("a worker without a build, since nobody ran the command of [build]", () => {
  const folder = temporaryFolder();
  const unbuilt = (name: string, files: Readonly<Record<string, string>> = {}): string => {
    const config = readFileSync(join(project, "create/template/wrangler.toml"), "utf8");
    const without = config.replace("{{name}}", "blog").replace(/^\[build\]\n(?:.+\n)+/m, "");
    return blogFolder(join(folder, name), { "wrangler.toml": without, ...files });
  };

  it("does not bundle: wrangler shows the line that says what makes the release", () => {
    const blog = unbuilt("half", { "dist/assets/note.txt": "" });
    expect(() => makeBundle(blog, join(blog, "out"))).toThrow(
      'import release from "../dist/release.bin"; // npm run build makes it',
    );
  });

  it("does not bundle: wrangler misses the assets, as docs/troubleshooting.md explains", () => {
    const blog = unbuilt("not");
    expect(() => makeBundle(blog, join(blog, "out"))).toThrow(/"assets\.directory" field .* does not exist/);
  });
});

describe("a blog behind routes of one's own, in workerd", () => {
  it.each(["routed.example", "mounted.example", "kept.example"])(
    "answers what they do not as it would alone, and never what they do: %s",
    async (host) => {
      const paths = host === "mounted.example" ? ordinary : [...ordinary, ...odd];
      for (const path of paths) {
        const alone = await ask("worker.example", path);
        expect([path, await ask(host, path)]).toEqual([path, alone]);
        const etag = alone.headers["etag"];
        for (const asked of [
          { method: "HEAD" },
          { method: "POST" },
          ...(etag === undefined ? [] : [{ headers: { "if-none-match": etag } }]),
        ])
          expect([path, asked, await ask(host, path, asked)]).toEqual([
            path,
            asked,
            await ask("worker.example", path, asked),
          ]);
      }
      for (const method of ["GET", "POST"])
        expect(JSON.parse((await ask(host, "/api/hello/", { method })).text)).toEqual({ method, path: "/api/hello/" });
    },
  );

  it("answers as a blog does", async () => {
    const page = await ask("routed.example", "/posts/hello/");
    expect([page.status, page.text]).toEqual([200, expect.stringContaining("Text of Hello.")]);
    const asked = { headers: { "if-none-match": page.headers["etag"] ?? "" } };
    expect(await ask("routed.example", "/posts/hello/", asked)).toMatchObject({ status: 304, text: "" });
    expect(await ask("routed.example", "/posts/hello/", { method: "HEAD" })).toMatchObject({ status: 200, text: "" });
    expect((await ask("routed.example", "/nothing/")).status).toBe(404);
    expect((await ask("routed.example", "/tags/%5Bdraft%5D/")).status).toBe(200);
  });

  it("reads from the namespace of each request, whatever it has in memory of another", async () => {
    for (const host of ["worker.example", "routed.example", "mounted.example"]) {
      expect((await ask(host, "/rss.xml")).status).toBe(200);
      expect((await ask(host, "/rss.xml", { headers: { "x-env": "EMPTY" } })).status).toBe(503);
      expect((await ask(host, "/rss.xml")).status).toBe(200);
    }
  });

  it("says in its response and in the log which line is missing when no namespace is bound", async () => {
    for (const host of ["worker.example", "routed.example", "mounted.example"]) {
      log = "";
      const answer = await ask(host, "/", { headers: { "x-env": "NONE" } });
      expect([answer.status, answer.headers["cache-control"]]).toEqual([500, "no-store"]);
      for (const said of [answer.text, log])
        expect(said).toContain('add to wrangler.toml\n\n[[kv_namespaces]]\nbinding = "BLOBS"');
    }
  });

  it("has room for the other handlers of a worker", async () => {
    expect((await ask("worker.example", "/", { headers: { "x-ticks": "1" } })).text).toBe("0");
    await (await running.getWorker()).scheduled({ cron: "* * * * *" });
    expect((await ask("worker.example", "/", { headers: { "x-ticks": "1" } })).text).toBe("1");
  });
});
