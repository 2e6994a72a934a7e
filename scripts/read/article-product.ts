import { compileArticle } from "./compile-article.ts";
import { articleReader } from "./read-article.ts";
import type { ArticleSettings } from "./article-settings.ts";
import type { Job, Note, Product, Stored } from "./articles.ts";
import { digestOf } from "../base/digest.ts";
import { utf8Of } from "../store/utf8.ts";
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

/** Encoded once, for its digest, for its way out of a thread, and for the cache. Not a slice of a larger buffer, all of which would be sent. */
function stored(characters: string): Stored {
  const bytes = utf8Of(characters);
  return { digest: digestOf(bytes), bytes };
}
