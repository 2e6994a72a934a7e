import { digestOf } from "./digest.ts";
import { feedContent } from "./feed-content.ts";
import type { Lazy } from "./lazy.ts";
import type { Shelf } from "./shelf.ts";

/** A body as feed readers can show it at a URL. A post is in several feeds, and each of them comes in three formats. */
export function feedHtml(html: Lazy, url: string, language: string, shelf: Shelf): Lazy {
  const recipe = JSON.stringify(["feed", url, language, html.recipe]);
  const key = digestOf(recipe);
  const known = shelf.find(key); // also where the feed as a whole is known, so that it stays on the shelf
  return {
    recipe,
    text: () => (known ?? shelf.find(key) ?? shelf.add(key, "", feedContent(html.text(), url, language))).text(),
  };
}
