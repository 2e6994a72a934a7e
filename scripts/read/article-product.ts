import { compileArticle } from "./compile-article.ts";
import { articleReader } from "./read-article.ts";
import type { ArticleSettings } from "./article-settings.ts";
import type { Job, Note, Product } from "./articles.ts";
import { stored } from "../store/utf8.ts";
import { searchedOf, writeSearched } from "./searched-text.ts";

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
    if (!searched) return { note: JSON.stringify(note), texts: [text] };
    const own = searchedOf(found, settings);
    const itsText = stored(own ? writeSearched(own) : "");
    return { note: JSON.stringify({ ...note, searched: itsText.digest }), texts: [text, itsText] };
  };
}
