import { articleCompiler } from "./compile-article.ts";
import type { ArticleSettings } from "./read-article.ts";
import type { Job, Note, Product } from "./articles.ts";
import { digestOf } from "../base/digest.ts";

/** Compiles articles into what is kept of them. */
export function productMaker(settings: ArticleSettings): (job: Job) => Product {
  const compile = articleCompiler(settings);
  return ({ file, source }) => {
    const { text, ...outcome } = compile(file, source);
    const digest = digestOf(text);
    const note: Note = { ...outcome, texts: digest };
    return { note: JSON.stringify(note), digest, text };
  };
}
