import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import satori from "satori";
import sharp from "sharp";

const fontIn = (weight) => ({
  name: "Literata",
  weight,
  data: readFileSync(`node_modules/@fontsource/literata/files/literata-latin-${weight}-normal.woff`),
});

/** Where a post's card is: its name tells what it says, so that it is drawn once. */
export const cardOf = ({ title, authors, page }) =>
  `/cards/${createHash("sha256").update(JSON.stringify([title, authors.map((author) => author.title), page.date])).digest("hex").slice(0, 16)}.png`;

/** Draws the cards that are not there yet. satori uses one thread; sharp's are at work on the cards before. */
export async function drawCards(posts, site, output) {
  mkdirSync(join(output, "cards"), { recursive: true });
  const fonts = [400, 700].map(fontIn);
  const drawing = new Set();
  for (const { data } of posts) {
    const file = join(output, cardOf(data));
    if (existsSync(file)) continue;
    const svg = await satori(design(data, site), { width: 1200, height: 630, fonts });
    const drawn = sharp(Buffer.from(svg)).png().toFile(file);
    drawing.add(drawn);
    void drawn.finally(() => drawing.delete(drawn));
    if (drawing.size > availableParallelism()) await Promise.race(drawing);
  }
  await Promise.all(drawing);
}

const box = (style, children) => ({ type: "div", props: { style: { display: "flex", ...style }, children } });

const design = ({ title, authors, page }, site) =>
  box({ width: "100%", height: "100%", background: "#fcfaf5", color: "#25211b", justifyContent: "space-between" }, [
    box({ flexDirection: "column", justifyContent: "space-between", padding: "84px 78px 84px 96px", width: 1134 }, [
      box({ fontSize: 30, color: "#8b2e16" }, site.title),
      box({ fontSize: 62, fontWeight: 700, lineHeight: 1.2 }, title),
      box({ fontSize: 30, color: "#665c4f" }, `${authors.map((author) => author.title).join(", ")} · ${page.date.toDateString()}`),
    ]),
    box({ width: 12, height: "100%", background: "#8b2e16" }, ""),
  ]);
