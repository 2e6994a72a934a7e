import type { TitleLink } from "../content/models.ts";
import type { Site } from "../content/site.ts";
import { cutAtPlaces, english, type Values, type Word } from "../content/words.ts";
import { html, type Markup, type Part } from "../markup.ts";
import { languageAttributes } from "./language.ts";

type Settings = Pick<Site, "language" | "words">;

/** The words of the interface as a page in some language has them. */
export type Wording = ReturnType<typeof wording>;

/** The site's own words, and English ones for those that it doesn't give; `around` is the language of the text around them. */
export function wording(site: Settings, around: string) {
  const here = (lang: string): string => (isSame(lang, around) ? around : lang);
  const languageIn = (word: Word): string => here(languageOfWord(word, site));
  const marked = (said: Part, lang: string): Part => {
    const language = languageAttributes(lang, around);
    return language === false ? said : html`<span${language}>${said}</span>`;
  };
  return {
    /** As markup, which says the word's language where the text around it is in another one (WCAG 3.1.2). */
    say: <W extends Word>(word: W, ...values: Values<W, Part>): Part =>
      marked(filled<Part>(word, values, site), languageIn(word)),
    /** As plain text, for titles, descriptions and attributes, which can't say it. */
    text: <W extends Word>(word: W, ...values: Values<W, string | number>): string =>
      filled<string | number>(word, values, site).join(""),
    /** A text of the settings, which is in the site's language, as markup. */
    own: (text: string): Part => marked(text, here(site.language)),
    /** The title of an article, which may be in another language. */
    titled: ({ title, lang = site.language }: TitleLink): Part => marked(title, here(lang)),
    /** The attributes of a date within a word, or beside all of them: dates are in the site's language. */
    dates: (word?: Word): Markup | false =>
      languageAttributes(site.language, word === undefined ? around : languageIn(word)),
  };
}

export const languageOfWord = (word: Word, { language, words }: Settings): string =>
  words[word] === undefined ? "en" : language;

// To say that English words stand in British English would help nobody. Of other languages a region or script may matter.
const isSame = (lang: string, around: string): boolean => lang === around || (isEnglish(lang) && isEnglish(around));

const isEnglish = (lang: string): boolean => /^en(-|$)/i.test(lang);

/** A word with its values in their places: none, one, or a record of them by name. */
function filled<Value>(word: Word, values: readonly unknown[], { words }: Settings): readonly (string | Value)[] {
  const text = words[word] ?? english[word];
  if (values.length === 0) return [text];
  const [value] = values;
  // Their types are those of the English word, and a word of the site has the same places.
  const valueOf = (name: string) => (name === "" ? value : (value as Record<string, unknown>)[name]) as Value;
  return cutAtPlaces(text).map((part, index) => (index % 2 === 1 ? valueOf(part) : part));
}
