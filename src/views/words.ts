import type { Site } from "../content/site.ts";
import { cutAtPlaces, english, type Values, type Word } from "../content/words.ts";
import { html, type Part } from "../markup.ts";
import { languageAttributes } from "./language.ts";

type Settings = Pick<Site, "language" | "words">;

/** The words of the interface as a page in some language has them. */
export interface Wording {
  /** As markup, which says the word's language where the text around it is in another one (WCAG 3.1.2). */
  readonly say: <W extends Word>(word: W, ...values: Values<W, Part>) => Part;
  /** As plain text, for titles, descriptions and attributes, which can't say it. */
  readonly text: <W extends Word>(word: W, ...values: Values<W, string | number>) => string;
}

/** The site's own words, and English ones for those that it doesn't give; `around` is the language of the text around them. */
export const wording = (site: Settings, around: string): Wording => ({
  say: (word, ...values) => {
    const lang = languageOfWord(word, site);
    const said = filled(site.words[word] ?? english[word], values);
    return isSame(lang, around) ? said : html`<span${languageAttributes(lang, around)}>${said}</span>`;
  },
  text: (word, ...values) => filled(site.words[word] ?? english[word], values).join(""),
});

export const languageOfWord = (word: Word, { language, words }: Settings): string =>
  words[word] === undefined ? "en" : language;

// English words are the same to readers of any English; for the site's language that is not ours to say.
const isSame = (lang: string, around: string): boolean => lang === around || (isEnglish(lang) && isEnglish(around));

const isEnglish = (lang: string): boolean => /^en(-|$)/i.test(lang);

/** A word with its values in their places: `values` has one value, or a record of them by name. */
function filled(word: string, [value]: readonly unknown[]): Part[] {
  // Their types are those of the English word, and a word of the site has the same places.
  const valueOf = (name: string): Part => (name === "" ? (value as Part) : (value as Record<string, Part>)[name]);
  return cutAtPlaces(word).map((part, index) => (index % 2 === 1 ? valueOf(part) : part));
}
