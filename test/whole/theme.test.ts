import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyProject } from "../copy-project.ts";
import { start, type Started } from "../dev/start.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { runBlog } from "../production/run-blog.ts";

const folder = copyProject(join(temporaryFolder(), "project"));
const at = Date.UTC(2026, 0, 1) / 1000;

function run(script: string, ...args: readonly string[]) {
  const env = { ...process.env, NO_COLOR: "1", SOURCE_DATE_EPOCH: String(at), WRANGLER_SEND_METRICS: "false" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  return { status, said: stdout + stderr };
}

function ran(script: string, ...args: readonly string[]): void {
  const { status, said } = run(script, ...args);
  if (status !== 0) throw new Error(said);
}

const theme = `import { html, type OwnTheme, theme } from "fore-edge/theme";
import { mark } from "./mark";

export default {
  views: {
    footer: (leaf, frame) => html\`<p class="mine">\${mark(leaf)}</p>\${theme.views.footer(leaf, frame)}\`,
    entry: ({ title }) => html\`<article class="h-entry">\${title}</article>\`,
  },
  style: ".mine { color: #123456 }",
} satisfies OwnTheme;
`;

/** As many posts as no single thread writes. */
const posts = Object.fromEntries(
  Array.from({ length: 1001 }, (_, index) => [`content/posts/p${index}.md`, post(`Post ${index}`, "2024-01-01")]),
);

const files = {
  ...posts,
  "content/posts/gone.md": post("Gone", "2024-01-01", { expires: "2025-01-01" }),
  // An export has no search, and so no links to it.
  "content/site.yaml": "title: Themed\nsearch: false\n",
  "src/theme.ts": theme,
  "src/mark.ts":
    'import type { Leaf } from "fore-edge/theme";\nexport const mark = ({ title }: Leaf): string => title.length > 999 ? "" : "Mine";\n',
};

describe("a theme of one's own", () => {
  let worker: Miniflare;
  let live: Started;

  beforeAll(async () => {
    rmSync(join(folder, "content"), { recursive: true });
    write(folder, files);
    ran("scripts/export.ts", "--out", "out");
    worker = await runBlog(folder);
    live = await start(folder);
  });
  afterAll(async () => {
    await live.end();
    await worker.dispose();
  });

  const ask = async (path: string) => {
    const [sent, seen] = [await worker.dispatchFetch(`http://blog.example${path}`), await fetch(live.url + path)];
    return { sent: await sent.text(), seen: await seen.text(), statuses: [sent.status, seen.status] };
  };
  const fileOf = (path: string): string => readFileSync(join(folder, "out", path), "utf8");

  it.each(["/", "/posts/p0/", "/posts/p1000/", "/page/3/", "/archive/2024/", "/feeds/", "/rss.xml"])(
    "draws the same bytes in the worker, in the live view and in an export by threads: %s",
    async (path) => {
      const { sent, seen, statuses } = await ask(path);
      expect(statuses).toEqual([200, 200]);
      expect(sent).toBe(fileOf(path.endsWith("/") ? `${path}index.html` : path));
      expect(seen).toBe(sent);
      expect(sent.includes('<p class="mine">Mine</p>')).toBe(path.endsWith("/"));
    },
  );

  it.each([
    ["/no/such/page/at/all/", 404, "404.html"],
    ["/posts/gone/", 410, "410.html"],
  ])("draws the same bytes where there is no page: %s", async (path, status, file) => {
    const { sent, seen, statuses } = await ask(path);
    expect(statuses).toEqual([status, status]);
    expect([sent, seen]).toEqual([fileOf(file), fileOf(file)]);
    expect(sent).toContain('<p class="mine">Mine</p>');
  });

  it("has its style in the stylesheet, whose digest the policy names", async () => {
    const answer = await worker.dispatchFetch("http://blog.example/");
    const [, text = ""] = /<style>(.*?)<\/style>/s.exec(await answer.text()) ?? [];
    expect(text).toContain(".mine{color:#123456}");
    const digest = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(text))).toString("base64");
    const [, sources = ""] = /style-src ([^;]+)/.exec(answer.headers.get("content-security-policy") ?? "") ?? [];
    expect(sources.split(" ")).toContain(`'sha256-${digest}'`);
  });
});

describe("a mistake in a theme", () => {
  it("is reported with its place when a view throws, once for all pages, by whatever thread, and nothing is written", () => {
    if (availableParallelism() === 1) console.log("On one core an export has no threads; so none is seen to fail");
    write(folder, { "src/mark.ts": "export const mark = (leaf: any) =>\n  leaf.nothing.at.all;\n" });
    const { status, said } = run("scripts/export.ts", "--out", "elsewhere");
    expect(status).toBe(1);
    expect(said).toMatch(
      /^src\/mark\.ts:2:16 error cannot write \/ and \d,\d{3} other pages: TypeError: Cannot read properties of undefined \(reading 'at'\)\n +2 \| {3}leaf\.nothing\.at\.all;\n/,
    );
    expect(said).toMatch(/\n1 error, 0 warnings\n$/);
    expect(existsSync(join(folder, "elsewhere"))).toBe(false);
  });

  it("is reported together with those in the content", () => {
    write(folder, {
      "src/mark.ts": "export const mark = (;\n",
      "content/posts/p0.md": post("P", "yesterday"),
      "content/style.css": "p {\n",
    });
    const { status, said } = run("scripts/build.ts", "--out", "elsewhere");
    expect(status).toBe(1);
    expect(said).toContain('content/posts/p0.md:3:7 error date is "yesterday"');
    expect(said).toContain('src/mark.ts:1:22 error Unexpected ";"');
  });

  it("is reported when the module itself throws", () => {
    write(folder, {
      "src/mark.ts": 'export const mark = 1;\nthrow new Error("not today");\n',
      "content/posts/p0.md": post("P", "2024-01-01"),
      "content/style.css": "",
    });
    const { status, said } = run("scripts/build.ts", "--out", "elsewhere");
    expect([status, said]).toEqual([1, expect.stringContaining("src/mark.ts:2:7 error Error: not today")]);
  });
});
