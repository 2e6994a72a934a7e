import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prebuild } from "../../scripts/build/prebuild.ts";
import { Release } from "../../src/content/release.ts";
import { post, temporaryFolder, write } from "../folder.ts";

const folder = temporaryFolder();
const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>';

/** The names of the cards that a site has, and all that the worker gets of it. */
async function build(name: string, files: Readonly<Record<string, string>>) {
  const root = write(join(folder, name), { "site.yaml": "title: Tides\nurl: https://blog.example\n", ...files });
  const out = join(folder, `${name}-out`);
  const { warnings } = await prebuild({ root, out, cache: join(folder, "cache"), now: 1_800_000_000 });
  return {
    site: new Release(Uint8Array.from(readFileSync(join(out, "release.bin"))).buffer).header.site,
    cards: existsSync(join(out, "assets/cards")) ? readdirSync(join(out, "assets/cards")) : [],
    manifest: readFileSync(join(out, "manifest.json"), "utf8"),
    warnings: warnings.map(({ line, column, message }) => `${line}:${column} ${message}`),
  };
}

const cardsIn = (text: string): string[] => [...new Set(text.match(/\/cards\/[0-9a-f]{32}\.png/g))];

describe("the card of a post", () => {
  it("takes the place of a picture that no link preview shows, and of no other", async () => {
    const { cards, manifest } = await build("drawn", {
      "posts/a.svg": drawing,
      "posts/a.md": post("A", "2024-01-01", { image: "a.svg" }),
      "posts/b.md": post("B", "2024-01-02", { image: "https://pictures.example/b.svg" }),
    });
    expect(cards).toHaveLength(2); // with the site's
    expect(cardsIn(manifest)).toHaveLength(1);
    expect(manifest).toContain("https://pictures.example/b.svg");
  });

  it("is left out, with one warning for all articles, where no font has the letters of the title nor of the site's name", async () => {
    const posts = { "posts/a.md": post("ภาษาไทย", "2024-01-01"), "posts/b.md": post("หนังสือ", "2024-01-02") };
    const { cards, manifest, warnings } = await build("thai", {
      ...posts,
      "posts/c.md": post("Tides", "2024-01-03"),
      "site.yaml": "title: ไทย\nurl: https://blog.example\n",
    });
    expect([cards.length, cardsIn(manifest).length]).toEqual([1, 1]);
    expect(warnings).toEqual([
      '1:1 no card for link previews can be drawn for posts/a.md and 1 other article, since no font has "ภาษไทยหนงสอ"; give them an "image", or set "cards: false"',
    ]);
    const silent = "title: ไทย\nurl: https://blog.example\ncards: false\n";
    expect((await build("silent", { ...posts, "site.yaml": silent })).warnings).toEqual([]);
  });
});

describe("cards of what is not a post", () => {
  const authors = "authors: [{ name: Ada, bio: Binds books. }, { name: Ben }]\n";
  const settings = `title: Tides\nurl: https://blog.example\nauthor: Ada\n${authors}`;
  const files = {
    "site.yaml": settings,
    "pages/about.md": "---\ntitle: About\n---\n\nText.\n",
    "posts/a.md": post("A", "2024-01-01", { series: "The moon", tags: "sea" }),
  };

  it("are the site's and its authors', in the settings, and one for each page and series, in their models", async () => {
    const { site, cards, manifest } = await build("kinds", files);
    const ofSettings = [site.card, ...site.authors.map(({ card }) => card)].map((card) => card?.src ?? "none");
    expect([...ofSettings, ...cardsIn(manifest)].sort()).toEqual(cards.map((name) => `/cards/${name}`).sort());
    expect([new Set(ofSettings).size, cardsIn(manifest).length]).toEqual([3, 3]);
    expect(site.card).toMatchObject({ width: 1200, height: 630, alt: "Tides" });
    const models = (JSON.parse(manifest) as { value: string }[]).map(({ value }) => value);
    const ofSeries = models.find((model) => model.includes('"of":"series"')) ?? "";
    expect(cardsIn(ofSeries)).toHaveLength(1);
    expect(ofSeries).toContain('"alt":"The moon"');
  });

  it("keep their names when a post comes, a part of the series too", async () => {
    const before = await build("before", files);
    const part = post("B", "2024-02-01", { series: "the moon", tags: "sea" });
    const after = await build("after", { ...files, "posts/b.md": part });
    expect(after.site).toEqual(before.site);
    expect(after.cards).toEqual(expect.arrayContaining(before.cards));
    expect(after.cards.length - before.cards.length).toBe(1);
  });

  it("say nothing of a part of a series that is over, and no less of the first one that is live", async () => {
    const { manifest } = await build("over", {
      ...files,
      "posts/a.md": post("A", "2024-01-01", { series: "THE MOON", expires: "2024-06-01" }),
      "posts/b.md": post("B", "2024-02-01", { series: "The Moon" }),
      "posts/c.md": post("C", "2024-03-01", { series: "the moon" }),
    });
    const { value = "" } =
      (JSON.parse(manifest) as { value: string }[]).find(({ value }) => value.includes('"of":"series"')) ?? {};
    expect(cardsIn(value)).toHaveLength(1);
    expect(value).toContain('"alt":"The Moon"');
  });

  it.each([
    ["the site has no address", settings.replace(/url: .*\n/, "")],
    ["the settings want none", `${settings}cards: false\n`],
  ])("are not there where %s", async (why, text) => {
    const { site, cards, manifest } = await build(why, { ...files, "site.yaml": text });
    expect(cards).toEqual([]);
    expect(cardsIn(manifest + JSON.stringify(site))).toEqual([]);
  });
});
