/** A word as the index has it, and where it stands in its text, in UTF-16 code units. */
export interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /**
   * Beside words there are the parts of an identifier or a version, after the whole; and, of scripts without spaces, pairs of
   * neighbouring characters and the last character of each run.
   */
  readonly kind: "word" | "part" | "pair" | "last";
  /** Where the first character of a pair ends. */
  readonly middle?: number;
}

/** No word is longer, in code units: nobody types a longer one. */
const longest = 64;

// A version; a language such as C#; else letters, digits, marks and "_", with the two signs of C++. Letters that stand alone
// beside an apostrophe ("l'homme", "Rust's", "don't") are matched with it, and are not words.
const chunks =
  /[vV]?\d+(?:\.\d+){1,3}|\p{L}\p{M}*['’ʼ](?=\p{L})|(?<=[\p{L}\p{N}\p{M}])['’ʼ]\p{L}\p{M}*(?![\p{L}\p{N}\p{M}_])|[A-Za-z]#(?![\p{L}\p{N}\p{M}_])|[[\p{L}\p{N}\p{M}_\u{AD}\u{200C}\u{200D}]--[ʼ]]+(?:\+\+)?/gv;

/** Chinese, Japanese and Korean, and what else is written without spaces between words: Thai, Lao, Khmer, Burmese. */
const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const runs = new RegExp(`${unspaced.source}+|(?:(?!${unspaced.source}).)+`, "gsu");
// What a reader takes for one character: Hangul in letters, and a sign with its marks.
const characters = /(?:[\u1100-\u115F][\u1160-\u11A7]?[\u11A8-\u11FF]?|.)[\p{M}\u{FF9E}\u{FF9F}]*/gsu;

const parts = /\p{Lu}{2,}s(?!\p{L})|\p{Lu}+\p{N}*(?![^\p{Lu}\p{N}_])|\p{Lu}?[^\p{Lu}_]+/gu;
const identifier = /.\p{Lu}|._./su;

/** The words of a text, in order, an identifier before its parts. */
export const wordsIn = (text: string): readonly Word[] =>
  [...text.matchAll(chunks)].flatMap(({ 0: chunk, index }) =>
    wordsOf(chunk).map((word) => ({
      ...word,
      start: word.start + index,
      end: word.end + index,
      ...(word.middle !== undefined && { middle: word.middle + index }),
    })),
  );

/** The words of a chunk, placed by its beginning. */
function wordsOf(chunk: string): readonly Word[] {
  if (/['’ʼ]/.test(chunk)) return [];
  if (/^[vV]?\d+\./.test(chunk)) return versionsIn(chunk);
  if (/[#+]$/.test(chunk))
    return [
      {
        word: fold(chunk.slice(0, longest)) + (chunk.endsWith("#") ? "#" : "++"),
        start: 0,
        end: chunk.length,
        kind: "word",
      },
      ...wordsOf(chunk.replace(/[#+]+$/, "")).map((word) => ({ ...word, kind: "part" }) as const),
    ];
  if (!isUnspaced(chunk)) return plainWords(chunk, 0);
  return [...chunk.matchAll(runs)].flatMap(({ 0: run, index }) =>
    isUnspaced(run) ? pairsIn(run, index) : plainWords(run, index),
  );
}

function plainWords(run: string, at: number): Word[] {
  const word = fold(run.slice(0, longest));
  if (word === "") return [];
  const whole: Word = { word, start: at, end: at + run.length, kind: "word" };
  if (run.length > longest || !identifier.test(run)) return [whole];
  const found = [...run.matchAll(parts)].flatMap(({ 0: part, index }): Word[] => {
    const word = fold(part);
    return Array.from(word).length < 2 || word === whole.word
      ? []
      : [{ word, start: at + index, end: at + index + part.length, kind: "part" }];
  });
  return [whole, ...found];
}

/** `1.70.0`, then `1` and `1.70`. */
function versionsIn(chunk: string): Word[] {
  const from = /^v/i.test(chunk) ? 1 : 0;
  const [...dots] = chunk.matchAll(/\./g);
  const whole: Word = { word: chunk.slice(from, longest), start: from, end: chunk.length, kind: "word" };
  if (whole.end - from > longest) return [whole];
  return [
    whole,
    ...dots.map(({ index }): Word => ({ word: chunk.slice(from, index), start: from, end: index, kind: "part" })),
  ];
}

/** Neighbouring characters as pairs, so that no dictionary is needed to find words, and the last one by itself. */
function pairsIn(run: string, at: number): Word[] {
  const units = [...run.matchAll(characters)].flatMap(({ 0: unit, index }) =>
    Array.from(fold(unit)).map((sign) => ({ sign, start: at + index, end: at + index + unit.length })),
  );
  return units.map(({ sign, start, end }, index): Word => {
    const next = units[index + 1];
    return next
      ? { word: sign + next.sign, start, end: next.end, middle: end, kind: "pair" }
      : { word: sign, start, end, kind: "last" };
  });
}

/** Whether a word is of a script without spaces. No letter before U+0300 is, and to compile what tells the others takes milliseconds. */
export const isUnspaced = (word: string): boolean => /[^\0-\u02FF]/.test(word) && unspaced.test(word);

const ascii = /^[\0-\x7F]*$/;
const marked = /([\p{sc=Latin}\p{sc=Greek}])[\u{300}-\u{36F}]+/gu;
// Arabic harakat with the marks of hamza, and tatweel; Hebrew points; what joins, parts and varies letters unseen.
const dropped = new RegExp(
  [
    "[\\u{64B}-\\u{65F}]|\\u{670}|\\u{640}|[\\u{6D6}-\\u{6ED}]",
    "[\\u{591}-\\u{5BD}]|\\u{5BF}|\\u{5C1}|\\u{5C2}|\\u{5C4}|\\u{5C5}|\\u{5C7}",
    "\\u{AD}|\\u{200C}|\\u{200D}|[\\u{FE00}-\\u{FE0F}]",
  ].join("|"),
  "gu",
);
const spelled: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  ø: "o",
  œ: "oe",
  ł: "l",
  đ: "d",
  ı: "i",
  ё: "е",
  ς: "σ",
  ی: "ي", // Persian and Urdu have code points of their own for these
  ى: "ي",
  ک: "ك",
};
const letters = new RegExp(`[${Object.keys(spelled).join("")}]`, "gu");

/** How words are spelled in the index: lower case, without the marks that readers leave out when they type. Empty for no word. */
export function fold(text: string): string {
  const folded = ascii.test(text)
    ? text.toLowerCase()
    : text
        .normalize("NFKD")
        .toLowerCase()
        .replace(marked, "$1")
        .replace(dropped, "")
        .normalize("NFC") // Hangul, kana with voicing and й are letters, not letters with marks
        .replaceAll(/[\u{300}-\u{36F}]/gu, "") // what is left are marks of stress
        .replace(letters, (letter) => spelled[letter] ?? letter)
        .replaceAll(/[\u{660}-\u{669}\u{6F0}-\u{6F9}]/gu, (digit) => String(digit.charCodeAt(0) & 0xf));
  const word = folded.replaceAll(/[^\p{L}\p{N}\p{M}_]|^_+|_+$/gu, "");
  return /[\p{L}\p{N}]/u.test(word) ? shortened(word) : "";
}

const shortened = (word: string): string =>
  word.length > longest ? word.slice(0, longest).replace(/[\u{D800}-\u{DBFF}]$/u, "") : word;

/** The stem of a folded word, by the language's primary subtag. */
export type Stemmers = Readonly<Record<string, (word: string) => string>>;

/** The stem of a folded word; itself where there is none, as of identifiers and versions. */
export function stemOf(word: string, stemmer: ((word: string) => string) | undefined): string {
  if (stemmer === undefined || !/^[\p{L}\p{M}]+$/u.test(word) || isUnspaced(word)) return word;
  try {
    return stemmer(word) || word;
  } catch {
    // The library's Bulgarian one writes into the word, which strict code refuses.
    return word;
  }
}

/** The bucket of the index that has a stem: its first three characters; one where a character says as much as a syllable. */
export function bucketOf(stem: string): string {
  const [first = "", second = "", third = ""] = Array.from(stem.slice(0, 6));
  return isUnspaced(first) ? first : first + second + third;
}
