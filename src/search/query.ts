import { maxCharacters, maxWords } from "./found.ts";
import { isUnspaced, type Word, wordsIn } from "./words-in-text.ts";

/** What a reader searches for. */
export interface Query {
  /** Its one spelling: trimmed, with single spaces, NFC. */
  readonly spelling: string;
  /** The spelling as far as it is searched for. */
  readonly text: string;
  /** Whether that isn't all of it. */
  readonly cut?: true;
  readonly words: readonly QueryWord[];
  /**
   * What it is as a title, with all words of its first 200 characters: a title stands like this in the index beside its words,
   * under the first one, so that whoever asks for it finds it first.
   */
  readonly title: string;
}

export interface QueryWord {
  /** Folded. */
  readonly word: string;
  /**
   * What is looked for where nobody wrote the word: the parts of an identifier or a version; or what it is with "ä", "ö" and "ü" for "ae",
   * "oe" and "ue", as who has no such keys writes them.
   */
  readonly parts: readonly string[];
  /**
   * Whether it may be the beginning of what is meant: the last word, which somebody may not have typed to its end. One
   * character of a script without spaces is always the beginning of some pair.
   */
  readonly beginning?: true;
}

/** Of what is kept as a query's spelling, in code units; nobody can link to more anyway. */
const maxSpelling = 8000;

/** From this many characters on, words are found by their beginning. */
const minBeginning = 3;

export function parseQuery(given: string): Query {
  const spelling = spell(spell(given.trimStart().slice(0, maxSpelling)).normalize("NFC").toWellFormed());
  const start = Array.from(spelling.slice(0, 2 * maxCharacters))
    .slice(0, maxCharacters)
    .join("")
    .trimEnd();
  const found = wordsIn(start);
  const title = found.filter(({ kind }) => kind !== "part").map(({ word }) => `${word}${titleSign}`);
  const { words, end } = choose(found);
  // What is left may read otherwise without what came after it.
  const { text, words: its } = end === undefined ? { text: start, words } : parseQuery(start.slice(0, end));
  return { spelling, text, ...(text !== spelling && { cut: true }), words: its, title: title.join("") };
}

/** Ends each word of a title's surface, and is part of no word. */
export const titleSign = "=";

const spell = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();

/** The words to search for, and where the query is cut if there are more. */
function choose(found: readonly Word[]): { readonly words: readonly QueryWord[]; readonly end?: number } {
  const words = new Map<string, QueryWord>();
  const ends = [0];
  let last = "";
  for (const unit of unitsOf(found))
    for (const { word, end: its } of queried(unit, maxWords - words.size)) {
      // Several pairs end with one character where its marks count as characters, as in Thai; it goes as a whole.
      if (words.size === maxWords && !words.has(word))
        return { words: finished(words, last), end: ends.findLast((end) => end < its) ?? 0 };
      if (!words.has(word))
        words.set(word, { word, parts: partsOf(unit), ...(isCharacter(unit) && { beginning: true }) });
      last = word;
      ends.push(its);
    }
  return { words: finished(words, last) };
}

/** A word with its parts; a run of characters as pairs, and the last character. */
function* unitsOf(found: readonly Word[]): Generator<readonly Word[]> {
  let start = 0;
  for (let index = 1; index <= found.length; index++) {
    const [before, here] = [found[index - 1]?.kind, found[index]?.kind];
    if (here === "part" || before === "pair") continue;
    yield found.slice(start, index);
    start = index;
  }
}

/** What is searched for of a unit: all pairs of a run, or where these are too many those that have all characters of it. */
function queried(unit: readonly Word[], left: number): readonly Word[] {
  if (unit.length === 1 || unit[0]?.kind === "word") return unit.slice(0, 1);
  const pairs = unit.slice(0, -1);
  return pairs.length <= left ? pairs : pairs.filter((_, index) => index % 2 === 0 || index === pairs.length - 1);
}

function partsOf(unit: readonly Word[]): string[] {
  const parts = unit.filter(({ kind }) => kind === "part").map(({ word }) => word);
  const [whole] = unit;
  const respelt = whole?.word.replaceAll(/([aou])e(?=\p{L})/gu, "$1"); // folded, "ä" is "a"
  return parts.length > 0 || respelt === undefined || respelt === whole?.word ? parts : [respelt];
}

const isCharacter = (unit: readonly Word[]): boolean => unit[0]?.kind === "last";

const finished = (words: ReadonlyMap<string, QueryWord>, last: string): readonly QueryWord[] =>
  [...words.values()].map((word) =>
    word.word === last && !isUnspaced(last) && Array.from(last).length >= minBeginning
      ? { ...word, beginning: true }
      : word,
  );
