import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Blob, Face, Font, Variation } from "harfbuzzjs";
import { decompress } from "wawoff2";
import type { Mask } from "./mask.ts";
import { seen, subsetOf, type TypefaceName } from "./repertoire.ts";

/** How heavy each style is, and for which size (in points) its letters are drawn, where a typeface knows of sizes. */
const axes = { title: ["wght=600", "opsz=60"], text: ["wght=450", "opsz=20"] };

export type Style = keyof typeof axes;

/** One file of a typeface in one style. */
export interface Cut {
  readonly font: Font;
  readonly unitsPerEm: number;
  /** The width of a space, in ems. */
  readonly space: number;
  /** The code points that it can draw. */
  readonly repertoire: ReadonlySet<number>;
  /** What was drawn with it, by glyph, size and place between two pixels. */
  readonly masks: Map<number, Mask>;
}

const { resolve } = createRequire(import.meta.url); // finds packages where npm put them

/** A typeface as its package cuts it: a file for each range of Unicode, so that only what a text needs is read. */
function typeface(name: TypefaceName, axis = "wght") {
  const files = new Map<string, Promise<Cuts>>();
  /** What can draw a code point, if the typeface has that. */
  const cutFor = async (codePoint: number, style: Style): Promise<Cut | undefined> => {
    const subset = subsetOf(name, codePoint);
    if (subset === undefined) return undefined;
    const cuts = files.get(subset) ?? open(`@fontsource-variable/${name}/files/${name}-${subset}-${axis}-normal.woff2`);
    files.set(subset, cuts);
    return (await cuts)[style];
  };
  return { cutFor };
}

type Cuts = Readonly<Record<Style, Cut>>;

async function open(path: string): Promise<Cuts> {
  const sfnt = await decompress(readFileSync(resolve(path)));
  const face = new Face(new Blob(sfnt.slice().buffer));
  const repertoire = new Set(face.collectUnicodes());
  const cutIn = (style: Style): Cut => {
    const font = new Font(face);
    font.setVariations(axes[style].flatMap((axis) => Variation.fromString(axis) ?? []));
    const space = font.glyphHAdvance(font.nominalGlyph(0x20) ?? 0) / face.upem;
    return { font, unitsPerEm: face.upem, space, repertoire, masks: new Map() };
  };
  return { title: cutIn("title"), text: cutIn("text") };
}

type Typeface = ReturnType<typeof typeface>;

const book = typeface("literata", "opsz");
const semitic = [typeface("noto-naskh-arabic"), typeface("noto-serif-hebrew")];
const sc = typeface("noto-serif-sc");
const jp = typeface("noto-serif-jp");
const kr = typeface("noto-serif-kr");
const pictographs = typeface("noto-emoji");

/**
 * Chinese, Japanese and Korean share code points that each draws in its own way, so the language decides, or the
 * scripts that only one of them writes. The Chinese cut is the widest: it has the traditional forms too.
 */
function firstOf(text: string, language: string): keyof typeof typefaces {
  if (language.startsWith("ja") || /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return "japanese";
  return language.startsWith("ko") || /\p{Script=Hangul}/u.test(text) ? "korean" : "chinese";
}

const typefaces = {
  chinese: [book, ...semitic, sc, jp, kr, pictographs],
  japanese: [book, ...semitic, jp, sc, kr, pictographs],
  korean: [book, ...semitic, kr, jp, sc, pictographs],
};

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
  const first = firstOf(text, language);
  const sorts: Sort[] = [];
  let balance = 0;
  for (const { segment: character } of graphemes.segment(text)) {
    const key = `${style} ${first} ${character}`;
    if (!picked.has(key)) picked.set(key, await pick(character, style, typefaces[first]));
    const sort = picked.get(key);
    if (sort) sorts.push(sort);
    if (seen.test(character)) balance += sort ? 1 : -1;
  }
  return balance > 0 ? sorts : [];
}

/** By style, by the typeface that comes first, and by character. */
const picked = new Map<string, Sort | undefined>();

async function pick(grapheme: string, style: Style, faces: readonly Typeface[]): Promise<Sort | undefined> {
  // Joiners, isolates and variation selectors have no glyph of their own, so what draws a space will do.
  const codePoints = Array.from(grapheme.replace(invisible, ""), (char) => char.codePointAt(0) ?? 0);
  const [base = 0x20] = codePoints;
  let first: Sort | undefined;
  for (const face of faces) {
    const cut = await face.cutFor(base, style);
    if (!cut?.repertoire.has(base)) continue;
    if (codePoints.every((each) => cut.repertoire.has(each))) return { text: grapheme, cut };
    const drawn = codePoints.filter((each) => cut.repertoire.has(each));
    first ??= { text: String.fromCodePoint(...drawn), cut };
  }
  return first;
}

const invisible = /\u200d|[\u2066-\u2069]|\ufe0e|\ufe0f/g;
