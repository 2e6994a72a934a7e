import { createRequire } from "node:module";
import type { Stemmers } from "../../src/search/words-in-text.ts";

const require = createRequire(import.meta.url);

/** The library's module of each language that it knows, by primary subtag. */
export const stemmerModules: Readonly<Record<string, string>> = {
  ar: "@orama/stemmers/arabic",
  bg: "@orama/stemmers/bulgarian",
  da: "@orama/stemmers/danish",
  de: "@orama/stemmers/german",
  el: "@orama/stemmers/greek",
  en: "@orama/stemmers/english",
  es: "@orama/stemmers/spanish",
  fi: "@orama/stemmers/finnish",
  fr: "@orama/stemmers/french",
  ga: "@orama/stemmers/irish",
  hi: "@orama/stemmers/indian",
  hu: "@orama/stemmers/hungarian",
  hy: "@orama/stemmers/armenian",
  id: "@orama/stemmers/indonesian",
  it: "@orama/stemmers/italian",
  lt: "@orama/stemmers/lithuanian",
  nb: "@orama/stemmers/norwegian",
  ne: "@orama/stemmers/nepali",
  nl: "@orama/stemmers/dutch",
  nn: "@orama/stemmers/norwegian",
  no: "@orama/stemmers/norwegian",
  pt: "@orama/stemmers/portuguese",
  ro: "@orama/stemmers/romanian",
  ru: "@orama/stemmers/russian",
  sa: "@orama/stemmers/sanskrit",
  sr: "@orama/stemmers/serbian",
  sv: "@orama/stemmers/swedish",
  ta: "@orama/stemmers/tamil",
  tr: "@orama/stemmers/turkish",
  uk: "@orama/stemmers/ukrainian",
};

const loaded = new Map<string, Stemmers[string] | undefined>();

/** The stemmer of a language, loaded when it is first needed; undefined for languages that the library doesn't know. */
export function stemmerOf(language: string): Stemmers[string] | undefined {
  const module = Object.hasOwn(stemmerModules, language) ? stemmerModules[language] : undefined;
  if (!loaded.has(language) && module !== undefined)
    loaded.set(language, (require(module) as { readonly stemmer: Stemmers[string] }).stemmer);
  return loaded.get(language);
}

/** The stemmers of those languages that have one. */
export const stemmersOf = (languages: readonly string[]): Stemmers =>
  Object.fromEntries(
    languages.flatMap((language) => {
      const stemmer = stemmerOf(language);
      return stemmer ? [[language, stemmer]] : [];
    }),
  );
