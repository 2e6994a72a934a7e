import type { Design } from "../cards.ts";
import { pickSorts, type Sort, type Style } from "./fonts.ts";
import { type Line, type Reading, readingOf } from "./shape.ts";
import { paragraphOf } from "./paragraph.ts";

/** Pixels; the ratio that link previews ask for (https://ogp.me, X's large card). */
const page = { width: 1200, height: 630 };
const margin = 96;
/** The ruled lines at the edge. */
const edge = { width: 66, gap: 78 };
const measure = page.width - margin - edge.gap - edge.width;
const colours = { paper: "#fbf7ef", ink: "#221d17", faded: "#6b6155", accent: "#8b2e16" };

/** Sizes of text from the smallest on, each with the most lines that it may take. The largest wins that needs no more. */
const sizes = {
  title: [
    { size: 50, limit: 5 },
    { size: 62, limit: 4 },
    { size: 76, limit: 3 },
    { size: 92, limit: 2 },
  ],
  text: [{ size: 30, limit: 1 }],
} as const;
const leading = 1.2;

/**
 * Draws a card as SVG. All text is outlines, so that the picture depends on no font of the machine that makes it.
 * A title in letters that no font of ours has gives its place to the name of the site.
 */
export async function designCard(design: Design): Promise<string> {
  const { title, author, date, site, language, accent = colours.accent } = design;
  const readable = await pickSorts(tidy(title), "title", language);
  const heading = readable.length > 0 ? readable : await pickSorts(tidy(site), "title", language);
  const reading = readingOf(heading.map(({ text }) => text).join(""));
  const { size, lines } = await setText(heading, "title", reading);
  const first = 325 - (lines.length * size * leading) / 2 + size * 0.86;
  const drawText = async (text: string, y: number, colour: string): Promise<readonly string[]> => {
    const set = await setText(await pickSorts(tidy(text), "text", language), "text", reading);
    return set.lines.map((line) => drawLine(line, set.size, y, colour, reading));
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${page.width}" height="${page.height}">`,
    `<rect width="100%" height="100%" fill="${colours.paper}"/>`,
    drawEdge(accent, reading),
    ...(readable.length > 0 ? await drawText(site, 116, accent) : []),
    ...lines.map((line, index) => drawLine(line, size, first + index * size * leading, colours.ink, reading)),
    ...(await drawText([author, date].filter((each) => each !== undefined).join(" · "), 546, colours.faded)),
    "</svg>",
  ].join("");
}

/** One line of text without breaks or control characters, of a length that no card can show more of. */
const tidy = (text: string): string =>
  text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, 400);

async function setText(sorts: readonly Sort[], style: Style, reading: Reading) {
  const paragraph = paragraphOf(sorts, reading);
  const fits = ({ size, limit }: (typeof sizes)[Style][number]): boolean => paragraph.countAt(measure / size) <= limit;
  const { size, limit } = sizes[style].findLast(fits) ?? sizes[style][0];
  return { size, lines: paragraph.set(measure / size, limit, await pickSorts("…", style)) };
}

function drawLine({ width, glyphs }: Line, size: number, baseline: number, colour: string, reading: Reading): string {
  const start = reading === "ltr" ? margin : page.width - margin - width * size;
  const paths = glyphs.map(({ outline, x, y, unitsPerEm }) => {
    const scale = number(size / unitsPerEm, 6);
    const place = `${number(start + x * size, 3)} ${number(baseline - y * size, 3)}`;
    return outline === "" ? "" : `<path transform="matrix(${scale} 0 0 -${scale} ${place})" d="${outline}"/>`;
  });
  return `<g fill="${colour}">${paths.join("")}</g>`;
}

const number = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

/** The fore-edge: the edges of leaves between boards, at the side where the reader opens the book. */
function drawEdge(accent: string, reading: Reading): string {
  const leaves = [];
  for (let leaf = 0, x = 0; x < edge.width - 14; leaf++, x += 3 + ((leaf * 5) % 3)) {
    const shift = (leaf * 7) % 5; // leaves never lie quite flush
    leaves.push(`M${x + 0.5} ${30 + shift}V${page.height - 34 + shift}`);
  }
  const place = reading === "ltr" ? `translate(${page.width - edge.width} 0)` : `matrix(-1 0 0 1 ${edge.width} 0)`;
  const board = `<rect x="${edge.width - 12}" width="12" height="${page.height}" fill="${accent}"/>`;
  return `<g transform="${place}"><path d="${leaves.join("")}" stroke="${colours.faded}" stroke-opacity=".75"/>${board}</g>`;
}
