import { articleWords } from "../search-index/article-words.ts";
import { compileArticle } from "./compile-article.ts";
import { articleReader } from "./read-article.ts";
import type { ArticleSettings } from "./article-settings.ts";
import type { Job, Note, Product, Stored } from "./articles.ts";
import { digestOf } from "../base/digest.ts";
import { searchedOf } from "./searched-text.ts";

/** What threads are told. */
export interface ProductSettings {
  readonly settings: ArticleSettings;
  /** Whether what search needs of the articles is wanted too. */
  readonly searched: boolean;
}

/** Compiles articles into what the cache keeps of them. */
export function productMaker({ settings, searched }: ProductSettings): (job: Job) => Product {
  const read = articleReader(settings);
  return ({ file, source }) => {
    const found = read(file, source);
    const { text: characters, ...outcome } = compileArticle(found, settings);
    const text = stored(characters);
    const note: Note = { ...outcome, texts: text.digest };
    const product = { note: JSON.stringify(note), text };
    if (!searched) return product;
    const own = searchedOf(found, settings);
    return { ...product, words: stored(own ? articleWords(own) : "") };
  };
}

/** Encoded once, for its digest, for its way out of a thread, and for the cache. Not a slice of a larger buffer, all of which would be sent. */
function stored(characters: string): Stored {
  const bytes = encoder.encode(characters);
  return { digest: digestOf(bytes), bytes };
}

const encoder = new TextEncoder();
