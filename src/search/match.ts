import type { Stemmers } from "./directory.ts";
import { hasLiveArticle, type Live, liveArticles } from "./live.ts";
import type { QueryWord } from "./query.ts";
import { type Bucket, bytesOf, type Postings, Surfaces } from "./shard.ts";
import { bucketOf, isUnspaced, stemOf } from "./words.ts";

/** What the index has of a word of a query: the surfaces that it stands for, with how much one of each counts. */
export interface Match {
  readonly word: QueryWord;
  readonly stems: ReadonlySet<string>;
  readonly surfaces: readonly { readonly postings: Postings; readonly weight: number }[];
}

/** How much it counts where a word stands as it was asked for, in another form, and where it only begins like that. */
export const weights = { same: 4, form: 4, beginning: 2 };

/** Of the surfaces that begin with a word, as many count, the most frequent ones. */
const maxBeginnings = 32;

/** The stems of a word in all languages of the index. */
export const stemsOf = (word: string, stemmers: Stemmers, languages: readonly string[]): ReadonlySet<string> =>
  new Set(languages.map((language) => stemOf(word, stemmers[language])));

/** The keys of the buckets that a word is looked for in: as a rule one, as stems begin like their words. */
export const bucketsFor = ({ word, beginning }: QueryWord, stems: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...[...stems].map(bucketOf), ...(beginning ? [bucketOf(word)] : [])]);

/** Looks for a word in its buckets. What has no live article counts as not there. */
export function match(word: QueryWord, stems: ReadonlySet<string>, buckets: readonly Bucket[], live: Live): Match {
  const wanted = [...stems].map(bytesOf);
  const asked = bytesOf(word.word);
  const surfaces: { postings: Postings; weight: number }[] = [];
  const begun: Postings[] = [];
  for (const bucket of buckets)
    for (const entry = new Surfaces(bucket); entry.next();)
      if (wanted.some((stem) => entry.stemIs(stem)))
        surfaces.push({
          postings: entry.postings,
          weight: entry.surfaceIs(asked) ? weights.same : weights.form,
        });
      else if (word.beginning && entry.surfaceStartsWith(asked)) begun.push(entry.postings);
  const found = surfaces.filter(({ postings }) => hasLiveArticle(postings, live));
  if (isUnspaced(word.word))
    return { word, stems, surfaces: [...found, ...begun.map((postings) => ({ postings, weight: weights.same }))] };
  return { word, stems, surfaces: [...found, ...mostFrequent(begun, live)] };
}

/** In the order of the index where they are equally frequent, so that nothing depends on how it is cut. */
function mostFrequent(begun: readonly Postings[], live: Live): Match["surfaces"] {
  const chosen: { postings: Postings; articles: number }[] = [];
  for (const postings of begun.toSorted((a, b) => b.articles - a.articles)) {
    // Fewer of these can be live than there are.
    if (chosen.length >= maxBeginnings && postings.articles <= (chosen[maxBeginnings - 1]?.articles ?? 0)) break;
    const articles = liveArticles(postings, live);
    if (articles > 0) chosen.push({ postings, articles });
    chosen.sort((a, b) => b.articles - a.articles);
  }
  return chosen.slice(0, maxBeginnings).map(({ postings }) => ({ postings, weight: weights.beginning }));
}
