import { compileArticle } from "./compile-article.ts";
import { articleReader } from "./read-article.ts";
import type { ArticleSettings } from "./article-settings.ts";
import type { Job, Note, Product } from "./articles.ts";
import { digestOf } from "../base/digest.ts";

/** Compiles articles into what the cache keeps of them. */
export function productMaker(settings: ArticleSettings): (job: Job) => Product {
  const read = articleReader(settings);
  return ({ file, source }) => {
    const { text: characters, ...outcome } = compileArticle(read(file, source), settings);
    // Encoded once, for its digest, for its way out of a thread, and for the cache. Not a slice of a larger buffer, all of which would be sent.
    const text = encoder.encode(characters);
    const digest = digestOf(text);
    const note: Note = { ...outcome, texts: digest };
    return { note: JSON.stringify(note), digest, text };
  };
}

const encoder = new TextEncoder();
