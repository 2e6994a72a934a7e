import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SiteOptions } from "../../scripts/build/compile-site.ts";
import { searchFile } from "../../src/content/search-directory.ts";
import type { Card } from "../../src/search/found.ts";
import { compile } from "../compiled-site.ts";
import { post, temporaryFolder } from "../folder.ts";

const folder = temporaryFolder();
let sites = 0;

async function index(files: Readonly<Record<string, string>>, options: Partial<SiteOptions> = {}) {
  const root = join(folder, String(++sites));
  const all = { "site.yaml": "url: https://blog.example\ncards: false\n", ...files };
  const { release } = await compile(root, all, options);
  const { search } = release.header;
  if (!search) throw new Error("there is no index");
  const cards = readFileSync(join(root, ".assets", searchFile(search, "cards-0.json")), "utf8");
  return { search, cards: JSON.parse(cards) as Card[] };
}

const at = (iso: string): number => Date.parse(iso) / 1000;

describe("the articles of an index", () => {
  it("are pages by path, then posts, oldest first, as lists show them", async () => {
    const { search, cards } = await index({
      "posts/new.md": post("New", "2025-01-01", { lang: "fr", tags: "ink" }, "Du vélin."),
      "posts/old.md": post("Old", "2024-01-01", { description: "The oldest.", lang: "en" }),
      "pages/b.md": "---\ntitle: B\n---\nText of B.\n",
      "pages/a.md": "---\ntitle: A\ndescription: About A\nlang: de\n---\n",
    });
    expect(cards).toEqual([
      { path: "/a/", title: "A", description: "About A", lang: "de" },
      { path: "/b/", title: "B", description: "Text of B." },
      {
        path: "/posts/old/",
        title: "Old",
        date: { iso: "2024-01-01T00:00:00Z", day: "1 January 2024" },
        description: "The oldest.",
      },
      {
        path: "/posts/new/",
        title: "New",
        date: { iso: "2025-01-01T00:00:00Z", day: "1 January 2025" },
        description: "Du vélin.",
        lang: "fr",
      },
    ]);
    expect(search).toMatchObject({ count: 4, passing: [], languages: ["en", "de", "fr"] });
  });

  it("have moments where they come or go after the build, and leave out those that are gone", async () => {
    const { search, cards } = await index({
      "posts/gone.md": post("Gone", "2024-01-01", { expires: "2025-01-01" }),
      "posts/going.md": post("Going", "2024-02-01", { expires: "2027-01-01" }),
      "posts/staying.md": post("Staying", "2024-03-01"),
      "posts/coming.md": post("Coming", "2026-02-01", { expires: "2026-03-01" }),
    });
    expect(cards.map(({ title }) => title)).toEqual(["Going", "Staying", "Coming"]);
    const length = expect.any(Number) as number;
    expect(search.passing).toEqual([
      { id: 0, from: null, until: at("2027-01-01"), length },
      { id: 2, from: at("2026-02-01"), until: at("2026-03-01"), length },
    ]);
  });

  it("are never drafts, also where those are shown", async () => {
    const files = { "posts/a.md": post("A", "2024-01-01"), "posts/b.md": post("B", "2024-01-01", { draft: "true" }) };
    const page = { "pages/c.md": "---\ntitle: C\ndraft: true\n---\n" };
    const { cards } = await index({ ...files, ...page }, { drafts: true });
    expect(cards.map(({ title }) => title)).toEqual(["A"]);
  });

  it("are those that the release looks ahead to, as it does", async () => {
    const posts = Array.from({ length: 370 }, (_, day) => {
      const date = new Date(Date.UTC(2026, 1, 1 + day)).toISOString();
      return [`posts/p${day}.md`, post(`Day ${day}`, date)] as const;
    });
    const { search } = await index(Object.fromEntries(posts));
    expect([search.count, search.passing.length]).toEqual([366, 366]);
  });

  it("are those of the moment alone, where a site is built as of one", async () => {
    const files = {
      "posts/a.md": post("A", "2024-01-01", { expires: "2027-01-01" }),
      "posts/b.md": post("B", "2026-06-01"),
      "posts/c.md": post("C", "2026-08-01"),
    };
    const now = at("2026-07-01");
    const { search, cards } = await index(files, { now, until: now });
    expect([cards.map(({ title }) => title), search.passing]).toEqual([["A", "B"], []]);
  });
});
