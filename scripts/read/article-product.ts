import { articleCompiler } from "./compile-article.ts";
import type { ArticleSettings } from "./article-settings.ts";
import type { Job, Note, Product } from "./articles.ts";
import { digestOf } from "../base/digest.ts";

/** Compiles articles into what is kept of them. */
export function productMaker(settings: ArticleSettings): (job: Job) => Product {
  const compile = articleCompiler(settings);
  return ({ file, source }) => {
    const { text: characters, ...outcome } = compile(file, source);
    // Once for its digest, the way from a thread and the cache. Not a slice of a larger buffer, which would go along as a whole.
    const text = encoder.encode(characters);
    const digest = digestOf(text);
    const note: Note = { ...outcome, texts: digest };
    return { note: JSON.stringify(note), digest, text };
  };
}

const encoder = new TextEncoder();
