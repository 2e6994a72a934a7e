import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import literata from "@fontsource-variable/literata/unicode.json" with { type: "json" };
import emoji from "@fontsource-variable/noto-emoji/unicode.json" with { type: "json" };
import arabic from "@fontsource-variable/noto-naskh-arabic/unicode.json" with { type: "json" };
import hebrew from "@fontsource-variable/noto-serif-hebrew/unicode.json" with { type: "json" };
import japanese from "@fontsource-variable/noto-serif-jp/unicode.json" with { type: "json" };
import korean from "@fontsource-variable/noto-serif-kr/unicode.json" with { type: "json" };
import chinese from "@fontsource-variable/noto-serif-sc/unicode.json" with { type: "json" };
import { Blob, Face, Font, Variation, versionString } from "harfbuzzjs";
import { decompress } from "wawoff2";

/** How heavy each style is, and for which size (in points) its letters are drawn, where a typeface knows of sizes. */
const axes = { title: ["wght=600", "opsz=60"], text: ["wght=450", "opsz=20"] };

export type Style = keyof typeof axes;

/** One file of a typeface in one style. */
export interface Cut {
  readonly font: Font;
  readonly unitsPerEm: number;
  /** The code points that it can draw. */
  readonly repertoire: ReadonlySet<number>;
}

const require = createRequire(import.meta.url); // finds packages where npm put them

/** A typeface as its package cuts it: a file for each range of Unicode, so that only what a text needs is read. */
function typeface(name: string, unicode: Readonly<Record<string, string>>, axis = "wght") {
  const { version } = require(`@fontsource-variable/${name}/package.json`) as { version: string };
  const ranges = Object.entries(unicode).flatMap(([subset, written]) =>
    written.split(",").map((range) => {
      const [from = "", to = from] = range.trim().slice("U+".length).split("-");
      return { subset: subset.replace(/[[\]]/g, ""), from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) };
    }),
  );
  const cuts = new Map<string, Promise<Cut>>();
  /** The file that can draw a code point, if the typeface has one. */
  const cutFor = (codePoint: number, style: Style): Promise<Cut> | undefined => {
    const subset = ranges.find(({ from, to }) => from <= codePoint && codePoint <= to)?.subset;
    if (subset === undefined) return undefined;
    const path = `@fontsource-variable/${name}/files/${name}-${subset}-${axis}-normal.woff2`;
    const cut = cuts.get(`${path} ${style}`) ?? open(path, style);
    cuts.set(`${path} ${style}`, cut);
    return cut;
  };
  return { version, cutFor };
}

async function open(path: string, style: Style): Promise<Cut> {
  const sfnt = await decompress(await readFile(require.resolve(path)));
  const face = new Face(new Blob(sfnt.slice().buffer));
  const font = new Font(face);
  font.setVariations(axes[style].flatMap((axis) => Variation.fromString(axis) ?? []));
  return { font, unitsPerEm: face.upem, repertoire: new Set(face.collectUnicodes()) };
}

type Typeface = ReturnType<typeof typeface>;

const book = typeface("literata", literata, "opsz");
const semitic = [typeface("noto-naskh-arabic", arabic), typeface("noto-serif-hebrew", hebrew)];
const sc = typeface("noto-serif-sc", chinese);
const jp = typeface("noto-serif-jp", japanese);
const kr = typeface("noto-serif-kr", korean);
const pictographs = typeface("noto-emoji", emoji);

/** What outlines depend on beside our code. */
export const fontVersions: readonly string[] = [
  versionString(),
  ...[book, ...semitic, sc, jp, kr, pictographs].map(({ version }) => version),
];

/**
 * Chinese, Japanese and Korean share code points that each draws in its own way, so the language decides, or the
 * scripts that only one of them writes. The Chinese cut is the widest: it has the traditional forms too.
 */
function typefaces(text: string, language: string): readonly Typeface[] {
  const inJapanese = language.startsWith("ja") || /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
  const inKorean = language.startsWith("ko") || /\p{Script=Hangul}/u.test(text);
  const han = inJapanese ? [jp, sc, kr] : inKorean ? [kr, jp, sc] : [sc, jp, kr];
  return [book, ...semitic, ...han, pictographs];
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A character as readers see it, and what draws it. */
export interface Sort {
  readonly text: string;
  readonly cut: Cut;
}

/**
 * Finds for each character of a text, accents included, the font that draws the whole of it, or most. Characters that none
 * draws are left out; where those are the greater part all are, as half a title is worse than none.
 */
export async function pickSorts(text: string, style: Style, language = ""): Promise<readonly Sort[]> {
  const faces = typefaces(text, language);
  const characters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const sorts: Sort[] = [];
  for (const character of characters) {
    const cut = await pick(character, style, faces);
    if (cut) sorts.push({ text: character, cut });
  }
  const letters = sorts.filter((sort) => sort.text !== " ").length;
  return letters * 2 > characters.filter((character) => character !== " ").length ? sorts : [];
}

async function pick(grapheme: string, style: Style, faces: readonly Typeface[]): Promise<Cut | undefined> {
  // Joiners and variation selectors have no glyph of their own.
  const codePoints = Array.from(grapheme.replace(/\u200d|\ufe0e|\ufe0f/g, ""), (char) => char.codePointAt(0) ?? 0);
  const [base = 0] = codePoints;
  let first: Cut | undefined;
  for (const face of faces) {
    const cut = await face.cutFor(base, style);
    if (!cut?.repertoire.has(base)) continue;
    if (codePoints.every((each) => cut.repertoire.has(each))) return cut;
    first ??= cut;
  }
  return first;
}
