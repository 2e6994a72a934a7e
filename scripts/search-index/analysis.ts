import { stemOf, type Word, wordsIn } from "../../src/search/words-in-text.ts";
import { parseQuery } from "../../src/search/query.ts";
import { Pieces } from "./pieces.ts";
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

// What no word and nothing that decides about a word has in it.
const separators = '\t\n\v\f\r !"$%&()*,-/:;<=>?@[\\]^`{|}~';

/** Whether a character beyond ASCII is white space, as `\s` has it. */
const isSpace = (code: number): boolean => code === 0xa0 || (code >= 0x1680 && /\s/.test(String.fromCharCode(code)));

/** What a piece of text is analysed to, if that isn't one word. */
interface Several {
  readonly words: readonly number[];
  /** How many words it is for a reader: a part of an identifier is not a word of its own. */
  readonly length: number;
}

/** Of one language: most words of an article have been met in others before. Words are numbered as they are met. */
class Analysis<Entry> {
  /** A piece is analysed to twice the number of its word, or to twice a number of `#others` and one more. */
  readonly #pieces = new Pieces((piece) => this.#analysed(piece), separators, isSpace);
  readonly #others: Several[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #stemmer;
  readonly #entries: Entry[] = [];
  readonly #entryOf: (name: string) => Entry;
  /** How often the article at hand has each word, weighted. */
  #counts = new Uint32Array(8192);
  readonly #met: number[] = [];

  constructor(language: string, entryOf: (name: string) => Entry) {
    this.#entryOf = entryOf;
    this.#stemmer = stemmerOf(language);
  }

  get size(): number {
    return this.#pieces.size + this.#entries.length;
  }

  /** Counts the words of a field, and gives its length. */
  count(field: string, weight: number): number {
    let length = 0;
    this.#pieces.visit(field, (value) => {
      const number = value >> 1;
      if (value % 2 === 0) {
        length += 1;
        this.#add(number, weight);
      } else {
        const { words, length: its } = this.#others[number] as Several;
        length += its;
        for (const word of words) this.#add(word, weight);
      }
    });
    return weight * length;
  }

  /** All words that were counted, in the order in which they were met. What is counted next is another article. */
  finish(): Counted<Entry>[] {
    const found = this.#met.map((word) => ({ entry: this.#entries[word] as Entry, count: this.#counts[word] ?? 0 }));
    for (const word of this.#met) this.#counts[word] = 0;
    this.#met.length = 0;
    return found;
  }

  /** The surface that finds a whole title, if it has words. */
  title(title: string): string | undefined {
    const { words, title: surface } = parseQuery(title);
    const [first] = words;
    return first && `${stemOf(first.word, this.#stemmer)}/${surface}`;
  }

  #add(word: number, weight: number): void {
    const count = this.#counts[word] ?? 0;
    if (count === 0) this.#met.push(word);
    this.#counts[word] = count + weight;
  }

  #analysed(piece: string): number {
    const words = wordsIn(piece);
    const numbers = words.map((word) => this.#numberOf(word));
    const [first] = numbers;
    if (numbers.length === 1 && first !== undefined && words[0]?.kind === "word") return 2 * first;
    const length = words.filter(({ kind }) => kind === "word" || kind === "pair").length;
    return 2 * (this.#others.push({ words: numbers, length }) - 1) + 1;
  }

  #numberOf({ word }: Word): number {
    const stem = stemOf(word, this.#stemmer);
    const name = stem === word ? word : `${stem}/${word}`;
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#entries.push(this.#entryOf(name)) - 1;
    this.#numbers.set(name, number);
    if (number >= this.#counts.length) {
      const larger = new Uint32Array(2 * this.#counts.length);
      larger.set(this.#counts);
      this.#counts = larger;
    }
    return number;
  }
}

/** So many pieces and words are remembered of a language, which is some 30 MB. */
const maxKnown = 200_000;

/** What an index has of an article: its length, and how often each entry occurs, both weighted by field. */
export interface Analysed<Entry> {
  readonly length: number;
  readonly entries: readonly Counted<Entry>[];
}
export interface Counted<Entry> {
  readonly entry: Entry;
  readonly count: number;
}

/**
 * Analyses one article after the other: what it has met of a language is known again. An entry is made from its name, which is
 * a word, or `stem/word` where that isn't its own stem; an article's last one may be its whole title.
 */
export function analyser<Entry>(entryOf: (name: string) => Entry): (article: Searchable) => Analysed<Entry> {
  const analyses = new Map<string, Analysis<Entry>>();
  const analysisOf = (language: string): Analysis<Entry> => {
    const known = analyses.get(language);
    if (known && known.size < maxKnown) return known;
    const analysis = new Analysis(language, entryOf);
    analyses.set(language, analysis);
    return analysis;
  };
  return ({ title, tags, description, text, language }) => {
    const analysis = analysisOf(language);
    const length =
      analysis.count(title, fieldWeights.title) +
      tags.reduce((sum, tag) => sum + analysis.count(tag, fieldWeights.tags), 0) +
      analysis.count(description, fieldWeights.description) +
      analysis.count(text, fieldWeights.text);
    const whole = analysis.title(title);
    const entries = analysis.finish();
    if (whole !== undefined) entries.push({ entry: entryOf(whole), count: 1 });
    return { length, entries };
  };
}
