import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DevelopmentSite } from "../../scripts/dev/development-site.ts";
import { parseQuery } from "../../src/search/query.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { project } from "../project-folder.ts";
import { start, type Started } from "./start.ts";

const folder = temporaryFolder();
const now = Date.UTC(2026, 0, 1) / 1000;

describe("search of npm start", () => {
  let server: Started;
  const root = write(join(folder, "served"), {
    "site.yaml": "cards: false\n",
    "posts/ink.md": post("Making ink", "2024-05-01", {}, "Of oak galls and `useState`."),
    "posts/draft.md": post("Unfinished", "2024-05-01", { draft: "true" }, "Of vellum."),
    "posts/later.md": post("To come", "2099-05-01", {}, "Of parchment."),
  });
  const search = async (query: string): Promise<string> =>
    (await fetch(`${server.url}/search/?q=${encodeURIComponent(query)}`)).text();

  beforeAll(async () => {
    server = await start(project, "--content", root, "--drafts");
  });
  afterAll(() => server.end());

  it("finds what is live, by its text and code, and no draft", async () => {
    for (const query of ["galls", "usestate", "mak"]) expect(await search(query)).toContain('href="/posts/ink/"');
    expect(await search("vellum")).not.toContain('href="/posts/draft/"');
    expect(await search("parchment")).not.toContain('href="/posts/later/"');
  });

  it("finds what an edit has added", async () => {
    expect(await search("indigo")).not.toContain("<mark>");
    write(root, { "posts/ink.md": post("Making ink", "2024-05-01", {}, "Of indigo.") });
    await server.said(/Compiled .*ink\.md/);
    expect(await search("indigo")).toContain('href="/posts/ink/"');
    expect(await search("galls")).not.toContain("oak");
  });

  it.each(["/_search/", "/_search/x/lengths.bin", "/%5Fsearch/x", "//_search/x"])(
    "shows nobody its index: %s",
    async (path) => {
      expect((await fetch(server.url + path, { redirect: "manual" })).status).toBe(404);
    },
  );
});

describe("the index of a development site", () => {
  const root = write(join(folder, "site"), { "posts/a.md": post("Apple", "2024-01-01") });
  const site = new DevelopmentSite({ root, clock: () => now }, join(folder, "cache"));
  afterAll(() => site.close());
  const indexes = (): string[] => readdirSync(join(site.indexes, "_search"));

  it("is made when somebody searches, and again after each build, and is the only one", async () => {
    const first = await site.compile();
    expect(readdirSync(site.indexes)).toEqual([]);
    const found = await first.find?.(parseQuery("apple"), 1, now);
    expect(found?.results.map(({ path }) => path)).toEqual(["/posts/a/"]);
    write(root, { "posts/a.md": post("Pear", "2024-01-01") });
    expect(indexes()).toHaveLength(1);
    const second = await site.compile();
    expect((await second.find?.(parseQuery("pear"), 1, now))?.total).toBe(1);
    expect((await second.find?.(parseQuery("apple"), 1, now))?.total).toBe(0);
    expect(indexes()).toHaveLength(1);
  });

  it("is not where readers cannot search", async () => {
    write(root, { "site.yaml": "search: false\n" });
    expect((await site.compile()).find).toBeUndefined();
    rmSync(join(root, "site.yaml"));
  });
});
