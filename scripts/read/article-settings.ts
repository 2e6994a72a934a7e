import { present } from "../base/record.ts";
import type { Site } from "../../src/content/site.ts";
import { isInTexts } from "../../src/content/words.ts";

/** What compiling one file knows about the site. Other files are not part of it, so that the result can be kept. */
export type ArticleSettings = Pick<
  Site,
  "author" | "language" | "policy" | "smartQuotes" | "taxonomies" | "timezone" | "url" | "words"
>;

/** These settings and no others, since a file's result is kept under all of them. */
export function articleSettings(site: ArticleSettings): ArticleSettings {
  const { author, language, policy, smartQuotes, taxonomies, timezone, url } = site;
  const words = Object.fromEntries(Object.entries(site.words).filter(([name]) => isInTexts(name)));
  return { language, smartQuotes, timezone, url, words, ...present({ author, policy, taxonomies }) };
}
