import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Ranges of Unicode as packages of fonts write them, by the part that a file has: `"latin": "U+0000-00FF,U+0131"`. */
type Written = Readonly<Record<string, string>>;

/** Where the packages say what they have. It is read when a text has a letter that none of those before has: the last are long. */
const packages = {
  literata: (): Written => require("@fontsource-variable/literata/unicode.json"),
  "noto-naskh-arabic": (): Written => require("@fontsource-variable/noto-naskh-arabic/unicode.json"),
  "noto-serif-hebrew": (): Written => require("@fontsource-variable/noto-serif-hebrew/unicode.json"),
  "noto-emoji": (): Written => require("@fontsource-variable/noto-emoji/unicode.json"),
  "noto-serif-sc": (): Written => require("@fontsource-variable/noto-serif-sc/unicode.json"),
  "noto-serif-jp": (): Written => require("@fontsource-variable/noto-serif-jp/unicode.json"),
  "noto-serif-kr": (): Written => require("@fontsource-variable/noto-serif-kr/unicode.json"),
};

export type TypefaceName = keyof typeof packages;

const names = Object.keys(packages) as TypefaceName[];

const rangesOf = (written: Written) =>
  Object.entries(written).flatMap(([subset, ranges]) =>
    ranges.split(",").map((range) => {
      const [from = "", to = from] = range.trim().slice("U+".length).split("-");
      return { subset: subset.replace(/[[\]]/g, ""), from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) };
    }),
  );

const known = new Map<TypefaceName, ReturnType<typeof rangesOf>>();

/** The part of a typeface that has a code point, if it has that. */
export function subsetOf(name: TypefaceName, codePoint: number): string | undefined {
  const ranges = known.get(name) ?? rangesOf(packages[name]());
  known.set(name, ranges);
  return ranges.find(({ from, to }) => from <= codePoint && codePoint <= to)?.subset;
}

/** What readers see of a text: more than accents and what is never drawn. */
export const seen = /[^\p{M}\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/u;

// Packages claim letters of other scripts too, which no file of theirs has, such as half of the Armenian ones.
const scripts =
  /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Hangul}\p{sc=Common}]/u;

/** Whether there is a typeface for a character; undefined for an invisible one. */
function isDrawn(character: string): boolean | undefined {
  if (!drawn.has(character)) {
    const codePoint = character.codePointAt(0) ?? 0;
    const find = (): boolean =>
      scripts.test(character) && names.some((name) => subsetOf(name, codePoint) !== undefined);
    drawn.set(character, seen.test(character) ? find() : undefined);
  }
  return drawn.get(character);
}

const drawn = new Map<string, boolean | undefined>(); // texts have the same ones again and again

/** The letters of a text that no typeface has. */
export const missingIn = (text: string): readonly string[] =>
  Array.from(text.normalize("NFC")).filter((character) => isDrawn(character) === false);

/** Whether most of a text can be drawn, as far as that is known without opening a font: half a title is worse than none. */
export function isLegible(text: string): boolean {
  let balance = 0;
  for (const character of text.normalize("NFC")) {
    const is = isDrawn(character);
    if (is !== undefined) balance += is ? 1 : -1;
  }
  return balance > 0;
}
