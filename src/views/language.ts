import { html, type Markup } from "../markup.ts";

// Languages whose usual script runs from right to left (CLDR, characterOrder). A script subtag overrides them.
const rtlLanguages = new Set("ar arc ckb dv fa he iw ks lrc mzn nqo ps sd syr ug ur yi".split(" "));
const rtlScripts = new Set(["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"]);

/** The direction of a language's text; `lang` is BCP 47. */
export function directionOf(lang: string): "ltr" | "rtl" {
  const [language = "", ...subtags] = lang.toLowerCase().split("-");
  const script = subtags.find((subtag) => /^[a-z]{4}$/.test(subtag));
  return (script === undefined ? rtlLanguages.has(language) : rtlScripts.has(script)) ? "rtl" : "ltr";
}

/** The attributes that declare an element's language, and its direction where that differs from the one around it. */
export function languageAttributes(lang: string, around = ""): Markup | false {
  if (lang === around) return false;
  const direction = directionOf(lang);
  return html` lang="${lang}"${direction !== (around === "" ? "ltr" : directionOf(around)) && html` dir="${direction}"`}`;
}
