import { piecesOf, stemOf, type Word, wordsIn } from "../../src/search/words.ts";
import { parseQuery } from "../../src/search/query.ts";
import { stemmerOf } from "./stemmers.ts";

/** What of an article can be found, as plain text, and its language as a primary subtag. */
export interface Searchable {
  readonly title: string;
  readonly tags: readonly string[];
  readonly description: string;
  readonly text: string;
  readonly language: string;
}

/** How much a word of a field counts: as if it stood in the text so many times. */
export const fieldWeights = { title: 8, tags: 3, description: 2, text: 1 };

/** A word, and how often the article at hand has it. */
interface Counted {
  readonly entry: string;
  count: number;
}

/** What a piece of text is analysed to. */
interface Analysed {
  readonly words: readonly Counted[];
  /** How many words it is for a reader: a part of an identifier is none of its own. */
  readonly length: number;
}

/** Of one language: most words of an article have been met in others before. */
class Analysis {
  readonly #pieces = new Map<string, Analysed>();
  readonly #words = new Map<string, Counted>();
  readonly #stemmer;

  constructor(language: string) {
    this.#stemmer = stemmerOf(language);
  }

  get size(): number {
    return this.#pieces.size + this.#words.size;
  }

  of(piece: string): Analysed {
    const known = this.#pieces.get(piece);
    if (known) return known;
    const words = wordsIn(piece);
    const analysed = {
      words: words.map((word) => this.#counted(word)),
      length: words.filter(({ kind }) => kind === "word" || kind === "pair").length,
    };
    if (piece.length <= maxRemembered) this.#pieces.set(piece, analysed);
    return analysed;
  }

  /** A surface by which a whole title is found, if it has words. */
  title(title: string): Counted[] {
    const { words, title: surface } = parseQuery(title);
    const [first] = words;
    return first ? [{ entry: `${stemOf(first.word, this.#stemmer)}/${surface}`, count: 0 }] : [];
  }

  #counted({ word }: Word): Counted {
    const stem = stemOf(word, this.#stemmer);
    const entry = stem === word ? word : `${stem}/${word}`;
    const counted = this.#words.get(entry) ?? { entry, count: 0 };
    this.#words.set(entry, counted);
    return counted;
  }
}

/** In code units: sentences in scripts without spaces don't come twice. */
const maxRemembered = 32;

const analyses = new Map<string, Analysis>();
/** So many pieces and words are remembered of a language, which is some 30 MB. */
const maxKnown = 200_000;

function analysisOf(language: string): Analysis {
  const known = analyses.get(language);
  if (known && known.size < maxKnown) return known;
  const analysis = new Analysis(language);
  analyses.set(language, analysis);
  return analysis;
}

/**
 * An article's words as the index is made from them: in the first line its length, then a line for each frequency, with the words
 * that occur so often, as `stem/word` where a word isn't its own stem. Lengths and frequencies are weighted by field.
 */
export function articleWords({ title, tags, description, text, language }: Searchable): string {
  const analysis = analysisOf(language);
  const met: Counted[] = [];
  let length = 0;
  const count = (field: string, weight: number): void => {
    for (const piece of piecesOf(field)) {
      const analysed = analysis.of(piece);
      length += weight * analysed.length;
      for (const word of analysed.words) {
        if (word.count === 0) met.push(word);
        word.count += weight;
      }
    }
  };
  count(title, fieldWeights.title);
  for (const tag of tags) count(tag, fieldWeights.tags);
  count(description, fieldWeights.description);
  count(text, fieldWeights.text);
  for (const whole of analysis.title(title)) {
    whole.count = 1;
    met.push(whole);
  }
  const lines = new Map<number, string>();
  for (const word of met) {
    lines.set(word.count, `${lines.get(word.count) ?? word.count} ${word.entry}`);
    word.count = 0;
  }
  return [length, ...lines.values()].join("\n");
}
