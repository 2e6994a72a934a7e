import { present } from "../base/record.ts";
import type { Site } from "../../src/content/site.ts";
import { isInTexts } from "../../src/content/words.ts";

/** What the compilation of one file knows of the site. Other files are no part of it, so that its outcome can be kept. */
export type ArticleSettings = Pick<
  Site,
  "author" | "language" | "policy" | "smartQuotes" | "taxonomies" | "timezone" | "url" | "words"
>;

/** These settings and no others, since what became of a file is kept under all that are here. */
export function articleSettings(site: ArticleSettings): ArticleSettings {
  const { author, language, policy, smartQuotes, taxonomies, timezone, url } = site;
  const words = Object.fromEntries(Object.entries(site.words).filter(([name]) => isInTexts(name)));
  return { language, smartQuotes, timezone, url, words, ...present({ author, policy, taxonomies }) };
}
