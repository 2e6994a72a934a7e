import sharp, { type Region } from "sharp";
import { describe, expect, it } from "vitest";
import { digestOf } from "../../../scripts/base/digest.ts";
import { drawCard } from "../../../scripts/images/cards/design.ts";
import type { Design } from "../../../scripts/images/plan-cards.ts";

const card: Design = {
  title: "On tides",
  details: ["Hedy Wren", "16 December 2024"],
  site: "Marginalia",
  language: "en",
};

/** A digest of a card, since two long files that differ take minutes to be shown. */
const bytesOf = async (design: Design): Promise<string> => digestOf(await drawCard(design));

/** The greys of a part of a card, 0 to 255. */
const greysOf = (png: Buffer, place: Region): Promise<Buffer> =>
  sharp(png).extract(place).toColourspace("b-w").raw().toBuffer();

/** Which share of the place for the title is ink, in percent. */
async function inkOf(title: string): Promise<number> {
  const greys = await greysOf(await drawCard({ ...card, title }), { left: 96, top: 150, width: 1008, height: 350 });
  return (100 * greys.filter((grey) => grey < 128).length) / greys.length;
}

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
    expect(await bytesOf({ ...card, title })).not.toBe(await bytesOf({ ...card, title: "" }));
  });

  it("gives its place to the name of the site where no font has its letters", async () => {
    expect(await bytesOf({ ...card, title: "ᚠᚢᚦᚨᚱᚲ" })).toBe(await bytesOf({ ...card, title: "" }));
    expect(await inkOf("ᚠᚢᚦᚨᚱᚲ")).toBeGreaterThan(2);
  });

  it.each(["\u200b\u200d", "\u2066\u2069", "\u00ad", "\ufe0f", "\u200e", "\u3164"])(
    "gives its place to the name of the site where it is invisible, as in %j",
    async (title) => {
      expect(await bytesOf({ ...card, title })).toBe(await bytesOf({ ...card, title: "" }));
    },
  );

  it("goes without an accent that no font has, rather than with a box", async () => {
    const title = "fox\u0302 and o\u0363x";
    expect(await bytesOf({ ...card, title })).toBe(await bytesOf({ ...card, title: "fox and ox" }));
  });

  it("stays inside the card however long it is", async () => {
    for (const title of ["leaf ".repeat(300), "leaf".repeat(300), "葉".repeat(300)]) {
      const png = await drawCard({ ...card, title });
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

/** The first and last column, and the first and last row, of what is darker than paper in a part of a card. */
async function inkIn(png: Buffer, place: Region) {
  const greys = await greysOf(png, place);
  const dark = [...greys.keys()].filter((at) => (greys[at] ?? 0) < 128);
  const columns = dark.map((at) => place.left + (at % place.width)).sort((a, b) => a - b);
  const rows = dark.map((at) => place.top + Math.floor(at / place.width));
  return { left: columns[0] ?? 0, right: columns.at(-1) ?? 0, top: rows[0] ?? 0, bottom: rows.at(-1) ?? 0 };
}

const between = { left: 80, top: 0, width: 1040, height: 630 }; // both places for the edge

describe("the text of a card", () => {
  it("begins at the margin where it is read from the left, and there where it is read from the right", async () => {
    const [latin, hebrew] = [await inkIn(await drawCard({ ...card, title: "HHH" }), between), "חחח"];
    const right = await inkIn(await drawCard({ ...card, title: hebrew, site: hebrew, details: [hebrew] }), between);
    expect(Math.abs(latin.left - 96)).toBeLessThan(6);
    expect(Math.abs(right.right - 1104)).toBeLessThan(8);
  });

  it("stands at the same places line by line: site, title, details", async () => {
    const png = await drawCard({ ...card, title: "HHH", site: "HHH.", details: ["HHH"] });
    const rowsOf = async (top: number, height: number) => inkIn(png, { ...between, top, height });
    expect(await rowsOf(60, 100)).toMatchObject({ bottom: 115 });
    expect(await rowsOf(500, 100)).toMatchObject({ bottom: 545 });
    const { top, bottom } = await rowsOf(160, 340);
    expect(Math.abs((top + bottom) / 2 - 315)).toBeLessThan(12);
  });

  it("shows no detail where there is none, and the site's name once", async () => {
    const png = await drawCard({ ...card, title: card.site, details: [] });
    for (const place of [
      { left: 96, top: 60, width: 900, height: 100 },
      { left: 96, top: 500, width: 900, height: 100 },
    ])
      expect(Math.min(...(await greysOf(png, place)))).toBeGreaterThan(240);
  });

  it("has room for a sentence in place of details, on two lines, the last of which is where those stand", async () => {
    const lead =
      "Notes in the margin of everything that is printed on paper, and of some of what isn't, by one who reads";
    const sentence = await drawCard({ ...card, details: [], lead });
    const line = await drawCard(card);
    const place = { left: 96, top: 470, width: 900, height: 110 };
    const [of, ofDetails] = [await inkIn(sentence, place), await inkIn(line, place)];
    expect(of.top).toBeLessThan(ofDetails.top - 25);
    expect(Math.abs(of.bottom - ofDetails.bottom)).toBeLessThan(4);
    const endless = await inkIn(await drawCard({ ...card, details: [], lead: `${lead} `.repeat(9) }), place);
    expect(endless.top).toBe(of.top);
  });

  it("keeps a date together beside a name that is read from the right", async () => {
    const place = { left: 80, top: 500, width: 1040, height: 100 };
    const title = "שולי הספר";
    const lineOf = async (...details: string[]) =>
      digestOf(await greysOf(await drawCard({ ...card, title, details }), place));
    // The same letters at the same places: a number before a word stays before it.
    expect(await lineOf("חנה", "7 March")).toEqual(await lineOf("חנה", "\u200e7 March\u200e"));
    expect(await lineOf("חנה", "7 March")).not.toEqual(await lineOf("חנה", "March 7"));
  });
});

// A name on the site depends on the recipe's version and not on the code, so that an upgrade of the engine costs no blog
// a write for each of its posts.
it("draws the bytes that go with version 4 of the recipe: if these change, increment it in scripts/images/plan-cards.ts", async () => {
  const titles = ["On tides", "夜の図書館で本を読む方法", "حافة الكتاب", "שולי הספר", "⛵ Łódź, Việt Nam & naïveté "];
  const cards = await Promise.all(titles.map((title) => drawCard({ ...card, title })));
  expect(cards.map(digestOf)).toEqual([
    "69c13bee7b86922c41f96c1c5b5b2497",
    "7f6451277f3cac10c1ef83567e00a03c",
    "b0d023ff95936e2c8899cbd8358b2f72",
    "9b482351cbdd0fbd0f6a77b0dcf73b04",
    "0020a8839750afc9466666a00a899ad3",
  ]);
});
