import { createRequire } from "node:module";
import type { Stemmers } from "../../src/search/directory.ts";

const require = createRequire(import.meta.url);

/** The library's module of each language that it knows, by primary subtag. */
const modules: Readonly<Record<string, () => unknown>> = {
  ar: () => require("@orama/stemmers/arabic"),
  bg: () => require("@orama/stemmers/bulgarian"),
  da: () => require("@orama/stemmers/danish"),
  de: () => require("@orama/stemmers/german"),
  el: () => require("@orama/stemmers/greek"),
  en: () => require("@orama/stemmers/english"),
  es: () => require("@orama/stemmers/spanish"),
  fi: () => require("@orama/stemmers/finnish"),
  fr: () => require("@orama/stemmers/french"),
  ga: () => require("@orama/stemmers/irish"),
  hi: () => require("@orama/stemmers/indian"),
  hu: () => require("@orama/stemmers/hungarian"),
  hy: () => require("@orama/stemmers/armenian"),
  id: () => require("@orama/stemmers/indonesian"),
  it: () => require("@orama/stemmers/italian"),
  lt: () => require("@orama/stemmers/lithuanian"),
  nb: () => require("@orama/stemmers/norwegian"),
  ne: () => require("@orama/stemmers/nepali"),
  nl: () => require("@orama/stemmers/dutch"),
  nn: () => require("@orama/stemmers/norwegian"),
  no: () => require("@orama/stemmers/norwegian"),
  pt: () => require("@orama/stemmers/portuguese"),
  ro: () => require("@orama/stemmers/romanian"),
  ru: () => require("@orama/stemmers/russian"),
  sa: () => require("@orama/stemmers/sanskrit"),
  sr: () => require("@orama/stemmers/serbian"),
  sv: () => require("@orama/stemmers/swedish"),
  ta: () => require("@orama/stemmers/tamil"),
  tr: () => require("@orama/stemmers/turkish"),
  uk: () => require("@orama/stemmers/ukrainian"),
};

const loaded = new Map<string, Stemmers[string] | undefined>();

/** The stemmer of a language, loaded when it is first needed; undefined for languages that the library doesn't know. */
export function stemmerOf(language: string): Stemmers[string] | undefined {
  const load = Object.hasOwn(modules, language) ? modules[language] : undefined;
  if (load && !loaded.has(language)) loaded.set(language, (load() as { readonly stemmer: Stemmers[string] }).stemmer);
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
