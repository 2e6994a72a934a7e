import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { digestOf } from "../../scripts/base/digest.ts";
import { type Card, planCards } from "../../scripts/images/plan-cards.ts";
import { startDrawing } from "../../scripts/images/drawing.ts";
import { drawCard } from "../../scripts/images/cards/design.ts";

const owner = "0123456789abcdef0123456789abcdef";
const details = ["Hedy Wren", "16 December 2024"];
const card: Card = { owner, title: "On tides", details, site: "Marginalia", language: "en" };
let folder: string;
let folders: { cache: string; out: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cards-"));
  folders = { cache: join(folder, "cache"), out: join(folder, "out") };
});

afterAll(() => rm(folder, { recursive: true }));

async function drawCards(cards: readonly Card[], { cache, out } = folders) {
  const { paths, drawings } = planCards(cards, { cache, out });
  await drawings.drawAll(() => {}, AbortSignal.any([]));
  return { paths: paths.map((path) => path ?? ""), processed: drawings.count };
}

async function draw(card: Card): Promise<Buffer> {
  const { paths } = await drawCards([card], folders);
  return readFile(join(folders.out, paths[0] ?? ""));
}

/** A digest of a file, since two long ones that differ take minutes to be shown. */
const bytesOf = async (file: Buffer | Promise<Buffer>): Promise<string> => digestOf(await file);

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
    expect(await bytesOf(readFile(join(other.out, first.paths[0] ?? "")))).toBe(await bytesOf(draw(card)));
  });

  it("has a name that depends on the post's text, and is not drawn again for another one", async () => {
    const edited = { ...card, owner: "f".repeat(32) };
    const first = await drawCards([card], folders);
    const second = await drawCards([edited], folders);
    expect(second.processed).toBe(0);
    expect(second.paths).not.toEqual(first.paths);
    expect(await bytesOf(draw(edited))).toBe(await bytesOf(draw(card)));
  });

  it("differs by each thing that it says", async () => {
    const cards: Card[] = [
      card,
      { ...card, title: "On ebb" },
      { ...card, details: ["Ada", "16 December 2024"] },
      { ...card, details: ["Hedy Wren", "17 December 2024"] },
      { ...card, details: [] },
      { ...card, site: "Notes" },
      { ...card, accent: "#123456" },
      { ...card, language: "ja" },
    ];
    expect(new Set((await drawCards(cards, folders)).paths).size).toBe(cards.length);
  });

  it("has a name that is known before it is drawn, so that it can be asked for alone", async () => {
    const other = { cache: join(folder, "cache-4"), out: join(folder, "out-4") };
    const cards = [card, { ...card, title: "On ebb" }];
    const { paths, drawings } = planCards(cards, other);
    const drawn = () => readdir(join(other.out, "cards"));
    expect([drawings.count, await drawn()]).toEqual([2, []]);
    await drawings.drawOne(paths[1] ?? "");
    expect(drawings.drawOne("/cards/none.png")).toBeUndefined();
    expect(await drawn()).toEqual([basename(paths[1] ?? "")]);
    expect((await drawCards(cards, other)).processed).toBe(1);
    expect((await drawn()).length).toBe(2);
  });

  it("is drawn once and without a thread where two browsers ask for it at once", async () => {
    const asked = { cache: join(folder, "cache-8"), out: join(folder, "out-8") };
    const { paths, drawings } = planCards([card, { ...card, title: "On ebb" }], asked);
    const threads = vi.fn<() => void>();
    process.on("worker", threads);
    const drawn = vi.spyOn(await import("../../scripts/images/cards/png.ts"), "encodePng");
    const [first = "", second = ""] = paths;
    await Promise.all([first, second, first].map(async (path) => drawings.drawOne(path)));
    process.off("worker", threads);
    expect([threads.mock.calls.length, drawn.mock.calls.length]).toEqual([0, 2]);
    drawn.mockRestore();
    expect(await bytesOf(readFile(join(asked.out, second)))).toBe(await bytesOf(draw({ ...card, title: "On ebb" })));
  });

  it("has the same bytes from a thread as from here, among many as alone", async () => {
    const cards = Array.from({ length: 130 }, (_, index) => ({
      ...card,
      title: `On tides, and ${index} ebbs ⛵ ספר 本`,
    }));
    const many = { cache: join(folder, "cache-5"), out: join(folder, "out-5") };
    const { paths } = await drawCards(cards, many);
    for (const [index, path] of paths.entries()) {
      if (index % 10 > 0) continue;
      const { owner: _, ...design } = cards[index] ?? card;
      expect(await bytesOf(readFile(join(many.out, path)))).toBe(await bytesOf(drawCard(design)));
    }
  });

  it("is drawn once for two posts that it looks the same for, each with a name of its own", async () => {
    const twins = { cache: join(folder, "cache-7"), out: join(folder, "out-7") };
    const { paths } = await drawCards([card, { ...card, owner: "f".repeat(32) }], twins);
    const [first, second] = await Promise.all(paths.map((path) => bytesOf(readFile(join(twins.out, path)))));
    expect(first).toBe(second);
    expect((await readdir(join(twins.cache, "cards"))).length).toBe(2); // the picture and its note
    expect(new Set(paths).size).toBe(2);
  });

  it("stops being drawn when the build fails, and is drawn by the next", async () => {
    const cards = Array.from({ length: 500 }, (_, index) => ({ ...card, title: `On ebb ${index}` }));
    const stopped = { cache: join(folder, "cache-6"), out: join(folder, "out-6") };
    const drawing = startDrawing([planCards(cards, stopped).drawings]);
    await drawing[Symbol.asyncDispose]();
    await expect(drawing.done).rejects.toThrow("aborted");
    expect((await readdir(join(stopped.out, "cards"))).length).toBeLessThan(cards.length);
    expect((await drawCards([card], stopped)).processed).toBe(1);
  });

  it("is not planned where it would be blank, and the letters without a font are reported once", () => {
    const thai = { ...card, title: "ภาษาไทย", site: "ไทย" };
    const armenian = { ...card, title: "Գրքի եզրը", site: "Գիրք" };
    const { paths, missing, drawings } = planCards(
      [
        thai,
        { ...thai, title: "ไทย 7" },
        armenian,
        { ...thai, site: "Tides" },
        { ...thai, title: "\u200b", site: "Tides" },
      ],
      { cache: join(folder, "cache-9"), out: join(folder, "out-9") },
    );
    expect(paths.map((path) => path !== undefined)).toEqual([false, false, false, true, true]);
    expect([missing.join(""), drawings.count]).toEqual(["ภาษไทยԳրքիեզը", 2]);
  });

  it("is drawn anew when a killed build left nothing but a beginning", async () => {
    const cut = { cache: join(folder, "cache-3"), out: join(folder, "out-3") };
    const { paths } = await drawCards([card], cut);
    const names = await readdir(join(cut.cache, "cards"));
    for (const name of names) await writeFile(join(cut.cache, "cards", name), "");
    await writeFile(join(cut.out, paths[0] ?? ""), "half");
    expect((await drawCards([card], cut)).processed).toBe(1);
    expect(await bytesOf(readFile(join(cut.out, paths[0] ?? "")))).toBe(await bytesOf(draw(card)));
  });
});
