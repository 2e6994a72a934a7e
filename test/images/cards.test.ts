import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp, { type Region } from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Card, drawCards as drawInto } from "../../scripts/images/cards.ts";
import { KeptFiles } from "../../scripts/store/kept-files.ts";

const owner = "0123456789abcdef0123456789abcdef";
const card: Card = { owner, title: "On tides", author: "Hedy Wren", date: "16 December 2024", site: "Marginalia" };
let folder: string;
let folders: { cache: string; out: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cards-"));
  folders = { cache: join(folder, "cache"), out: join(folder, "out") };
});

afterAll(() => rm(folder, { recursive: true }));

async function drawCards(cards: readonly Card[], { cache, out } = folders) {
  const kept = new KeptFiles(cache, "cards");
  const paths = await drawInto(cards, kept, out);
  return { paths, processed: kept.made };
}

async function draw(card: Card): Promise<Buffer> {
  const { paths } = await drawCards([card], folders);
  return readFile(join(folders.out, paths[0] ?? ""));
}

/** The greys of a part of a card, 0 to 255. */
const greysOf = (png: Buffer, place: Region): Promise<Buffer> =>
  sharp(png).extract(place).toColourspace("b-w").raw().toBuffer();

/** Which share of the place for the title is ink, in percent. */
async function inkOf(title: string): Promise<number> {
  const greys = await greysOf(await draw({ ...card, title }), { left: 96, top: 150, width: 1008, height: 350 });
  return (100 * greys.filter((grey) => grey < 128).length) / greys.length;
}

describe("a card", () => {
  it("is a PNG of 1200 by 630 pixels under a name that tells its content", async () => {
    const { paths } = await drawCards([card], folders);
    expect(paths[0]).toMatch(/^\/cards\/[0-9a-f]{32}\.png$/);
    expect(await sharp(await draw(card)).metadata()).toMatchObject({ format: "png", width: 1200, height: 630 });
  });

  it("is drawn once, and to the same bytes by another machine's cache", async () => {
    const cards = [card, { ...card, title: "On ebb" }];
    const other = { cache: join(folder, "cache-2"), out: join(folder, "out-2") };
    const first = await drawCards(cards, other);
    expect([first.processed, (await drawCards(cards, other)).processed]).toEqual([2, 0]);
    expect(await readFile(join(other.out, first.paths[0] ?? ""))).toEqual(await draw(card));
  });

  it("has a name that depends on the post's text, and is not drawn again for another one", async () => {
    const edited = { ...card, owner: "f".repeat(32) };
    const first = await drawCards([card], folders);
    const second = await drawCards([edited], folders);
    expect(second.processed).toBe(0);
    expect(second.paths).not.toEqual(first.paths);
    expect(await draw(edited)).toEqual(await draw(card));
  });

  it("differs by each thing that it says", async () => {
    const cards: Card[] = [
      card,
      { ...card, title: "On ebb" },
      { ...card, author: "Ada" },
      { ...card, date: "17 December 2024" },
      { ...card, site: "Notes" },
      { ...card, accent: "#123456" },
      { owner, title: card.title, site: card.site },
    ];
    expect(new Set((await drawCards(cards, folders)).paths).size).toBe(cards.length);
  });

  it("is drawn anew when a killed build left nothing but a beginning", async () => {
    const cut = { cache: join(folder, "cache-3"), out: join(folder, "out-3") };
    const { paths } = await drawCards([card], cut);
    const names = await readdir(join(cut.cache, "cards"));
    for (const name of names) await writeFile(join(cut.cache, "cards", name), "");
    await writeFile(join(cut.out, paths[0] ?? ""), "half");
    expect((await drawCards([card], cut)).processed).toBe(1);
    expect(await readFile(join(cut.out, paths[0] ?? ""))).toEqual(await draw(card));
  });
});

describe("the title of a card", () => {
  it.each([
    ["Latin", "Łódź, Việt Nam & naïveté"],
    ["Greek", "Η θάλασσα και το βιβλίο"],
    ["Cyrillic", "Море и обрез книги"],
    ["Japanese", "夜の図書館"],
    ["Chinese", "图书馆里的書口"],
    ["Korean", "도서관에서 읽는 법"],
    ["Arabic", "حافة الكتاب"],
    ["Hebrew", "שולי הספר"],
    ["emoji", "⛵ 👩‍💻 🎉 ❤️"],
    ["markup", '<b>1 & 2</b> "0" ]]> \u0000'],
  ])("is drawn in %s", async (_, title) => {
    expect(await inkOf(title)).toBeGreaterThan(0.5);
    expect(await draw({ ...card, title })).not.toEqual(await draw({ ...card, title: "" }));
  });

  it("gives its place to the name of the site where no font has its letters", async () => {
    expect(await draw({ ...card, title: "ᚠᚢᚦᚨᚱᚲ" })).toEqual(await draw({ ...card, title: "" }));
    expect(await inkOf("ᚠᚢᚦᚨᚱᚲ")).toBeGreaterThan(2);
  });

  it("stays inside the card however long it is", async () => {
    for (const title of ["leaf ".repeat(300), "leaf".repeat(300), "葉".repeat(300)]) {
      const png = await draw({ ...card, title });
      for (const place of [
        { left: 0, top: 0, width: 96, height: 630 },
        { left: 1060, top: 100, width: 60, height: 430 },
        { left: 60, top: 560, width: 1000, height: 70 },
      ]) {
        expect(Math.min(...(await greysOf(png, place)))).toBeGreaterThan(240);
      }
    }
  });
});
