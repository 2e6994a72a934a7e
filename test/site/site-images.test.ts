import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prebuild } from "../../scripts/build/prebuild.ts";
import { post, temporaryFolder, write } from "../folder.ts";

const folder = temporaryFolder();
const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>';

/** The names of the cards that a site has, and all that the worker gets of it. */
async function build(name: string, files: Readonly<Record<string, string>>) {
  const root = write(join(folder, name), { "site.yaml": "title: Tides\nurl: https://blog.example\n", ...files });
  const out = join(folder, `${name}-out`);
  const { warnings } = await prebuild({ root, out, cache: join(folder, "cache"), now: 1_800_000_000 });
  return {
    cards: existsSync(join(out, "assets/cards")) ? readdirSync(join(out, "assets/cards")) : [],
    manifest: readFileSync(join(out, "manifest.json"), "utf8"),
    warnings: warnings.map(({ line, column, message }) => `${line}:${column} ${message}`),
  };
}

describe("the card of a post", () => {
  it("takes the place of a picture that no link preview shows, and of no other", async () => {
    const { cards, manifest } = await build("drawn", {
      "posts/a.svg": drawing,
      "posts/a.md": post("A", "2024-01-01", { image: "a.svg" }),
      "posts/b.md": post("B", "2024-01-02", { image: "https://pictures.example/b.svg" }),
    });
    expect(cards).toHaveLength(1);
    expect(manifest).toContain(`/cards/${cards[0]}`);
    expect(manifest).toContain("https://pictures.example/b.svg");
  });

  it("is left out, with one warning for all posts, where no font has the letters of the title nor of the site's name", async () => {
    const posts = { "posts/a.md": post("ภาษาไทย", "2024-01-01"), "posts/b.md": post("หนังสือ", "2024-01-02") };
    const { cards, manifest, warnings } = await build("thai", {
      ...posts,
      "posts/c.md": post("Tides", "2024-01-03"),
      "site.yaml": "title: ไทย\nurl: https://blog.example\n",
    });
    expect([cards.length, manifest.match(/\/cards\//g)?.length]).toEqual([1, 1]);
    expect(warnings).toEqual([
      '1:1 no card for link previews can be drawn for posts/a.md and 1 other post, since no font has "ภาษไทยหนงสอ"; give posts an "image", or set "cards: false"',
    ]);
    const silent = "title: ไทย\nurl: https://blog.example\ncards: false\n";
    expect((await build("silent", { ...posts, "site.yaml": silent })).warnings).toEqual([]);
  });
});
