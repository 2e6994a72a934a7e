import { hasLiveArticle, type Live, liveArticles } from "./live-at.ts";
import { type QueryWord, titleSign } from "./query.ts";
import { type Bucket, type Postings, Surfaces } from "./shard.ts";
import { bytesOf } from "./shard-reader.ts";
import { bucketOf, isUnspaced, type Stemmers, stemOf } from "./words-in-text.ts";

/** What the index has of a word of a query. What has no live article isn't there. */
export interface Match {
  readonly word: QueryWord;
  readonly stems: ReadonlySet<string>;
  /** Of the surfaces of its stems. */
  readonly surfaces: readonly Postings[];
  /** Of others that begin with it, if it may be a beginning. */
  readonly begun: readonly Postings[];
  /** Of the title that is the query, if there is one that begins with this word. */
  readonly titled: readonly Postings[];
}

/** Of the surfaces that begin with a word, as many count, the most frequent ones. */
const maxBeginnings = 32;

/** The stems of a word in all languages of the index. */
export const stemsOf = (word: string, stemmers: Stemmers, languages: readonly string[]): ReadonlySet<string> =>
  new Set(languages.map((language) => stemOf(word, stemmers[language])));

/** The keys of the buckets that a word is looked for in: as a rule one, as stems begin like their words. */
export const bucketsFor = ({ word, beginning }: QueryWord, stems: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...[...stems].map(bucketOf), ...(beginning ? [bucketOf(word)] : [])]);

/** Looks for a word in its buckets, and for a title if the word is its first one. */
export function match(
  word: QueryWord,
  stems: ReadonlySet<string>,
  buckets: readonly Bucket[],
  live: Live,
  title?: string,
): Match {
  const wanted = [...stems].map(bytesOf);
  const [asked, whole] = [bytesOf(word.word), bytesOf(title ?? titleSign)];
  const surfaces: Postings[] = [];
  const begun: Postings[] = [];
  const titled: Postings[] = [];
  for (const bucket of buckets)
    for (const entry = new Surfaces(bucket); entry.next();)
      if (entry.isTitle) {
        if (entry.surfaceIs(whole)) titled.push(entry.postings);
      } else if (wanted.some((stem) => entry.stemIs(stem))) surfaces.push(entry.postings);
      else if (word.beginning && entry.surfaceStartsWith(asked)) begun.push(entry.postings);
  const isThere = (postings: Postings): boolean => hasLiveArticle(postings, live);
  return {
    word,
    stems,
    surfaces: surfaces.filter(isThere),
    begun: isUnspaced(word.word) ? begun.filter(isThere) : mostFrequent(begun, live),
    titled: titled.filter(isThere),
  };
}

/** In the order of the index where they are equally frequent, so that nothing depends on how it is cut. */
function mostFrequent(begun: readonly Postings[], live: Live): readonly Postings[] {
  const chosen: { postings: Postings; articles: number }[] = [];
  for (const postings of begun.toSorted((a, b) => b.articles - a.articles)) {
    // Fewer of these can be live than there are.
    if (chosen.length >= maxBeginnings && postings.articles <= (chosen[maxBeginnings - 1]?.articles ?? 0)) break;
    const articles = liveArticles(postings, live);
    if (articles > 0) chosen.push({ postings, articles });
    chosen.sort((a, b) => b.articles - a.articles);
  }
  return chosen.slice(0, maxBeginnings).map(({ postings }) => postings);
}
