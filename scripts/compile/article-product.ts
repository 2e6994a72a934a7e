import { articleCompiler, type ArticleSettings } from "./article.ts";
import type { Job, Product } from "./articles.ts";
import { writeTexts } from "./texts.ts";

/** Compiles articles into what is kept of them. */
export function productMaker(settings: ArticleSettings): (job: Job) => Product {
  const compile = articleCompiler(settings);
  const encoder = new TextEncoder();
  return ({ file, source }) => {
    const { texts, ...note } = compile(file, source);
    return { note: JSON.stringify(note), text: encoder.encode(writeTexts(texts)) };
  };
}
