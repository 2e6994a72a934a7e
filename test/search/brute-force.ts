import type { Moment } from "../../src/content/date.ts";
import { bucketsFor, stemsOf } from "../../src/search/match.ts";
import { parseQuery, type QueryWord } from "../../src/search/query.ts";
import { b, besideExact, k1, lift } from "../../src/search/rank.ts";
import { bucketOf, isUnspaced, stemOf, wordsIn } from "../../src/search/words-in-text.ts";
import { fieldWeights } from "../../scripts/search-index/analysis.ts";
import { stemmersOf } from "../../scripts/search-index/stemmers.ts";
import { type Article, filled } from "./made-index.ts";

interface Counted {
  readonly id: number;
  readonly surfaces: ReadonlyMap<string, { stem: string; surface: string; frequency: number }>;
  readonly length: number;
  readonly title: string;
}

/** Finds as `Search` does, by going through the words of all articles: ids, the best first. */
export function bruteForce(articles: readonly Article[], text: string, now: Moment) {
  const languages = [...new Set(["en", ...articles.map(({ language = "en" }) => language)])];
  const stemmers = stemmersOf(languages);
  const live = articles.flatMap((article, id) =>
    (article.from ?? -Infinity) <= now && now < (article.until ?? Infinity) ? [count(article, id)] : [],
  );
  const meanLength = live.reduce((sum, { length }) => sum + length, 0) / live.length;
  const query = parseQuery(text);
  const idf = (articles: number): number => Math.log(1 + (live.length - articles + 0.5) / (articles + 0.5));

  /** What a word adds to the score of each article that has it. */
  function scoresOf(word: QueryWord): ReadonlyMap<number, number> {
    const stems = stemsOf(word.word, stemmers, languages);
    const buckets = [...bucketsFor(word, stems)];
    const all = new Map<string, { stem: string; surface: string; articles: number }>();
    for (const { surfaces } of live)
      for (const [key, { stem, surface }] of surfaces)
        if (buckets.includes(bucketOf(stem)))
          all.set(key, { stem, surface, articles: (all.get(key)?.articles ?? 0) + 1 });
    const begun = [...all]
      .filter(([, { stem, surface }]) => word.beginning && !stems.has(stem) && surface.startsWith(word.word))
      .sort(
        ([, one], [, other]) =>
          other.articles - one.articles ||
          buckets.indexOf(bucketOf(one.stem)) - buckets.indexOf(bucketOf(other.stem)) ||
          (one.stem < other.stem ? -1 : one.stem > other.stem ? 1 : one.surface < other.surface ? -1 : 1),
      )
      .slice(0, isUnspaced(word.word) ? Infinity : 32)
      .map(([key]) => key);
    const having = (frequencyIn: (article: Counted) => number) =>
      live.flatMap((article) => (frequencyIn(article) > 0 ? [{ ...article, frequency: frequencyIn(article) }] : []));
    const exact = having(({ surfaces }) =>
      [...surfaces.values()].filter(({ stem }) => stems.has(stem)).reduce((sum, { frequency }) => sum + frequency, 0),
    );
    const others = having(({ surfaces }) =>
      begun.reduce((sum, key) => sum + (surfaces.get(key)?.frequency ?? 0), 0),
    ).filter(({ id }) => !exact.some((article) => article.id === id));
    const factor = exact.length > 0 ? besideExact : 1;
    const score = ({ frequency, length }: { frequency: number; length: number }, idf: number): number =>
      (idf * frequency * (k1 + 1)) / (frequency + k1 * (1 - b + (b * length) / meanLength));
    return new Map([
      ...exact.map((article) => [article.id, score(article, idf(exact.length))] as const),
      ...others.map((article) => [article.id, score(article, factor * idf(exact.length + others.length))] as const),
    ]);
  }

  const words = query.words.map((word) => ({ word, scores: scoresOf(word) }));
  let left = 8 - words.length;
  const scores = words.flatMap(({ word: { parts, beginning }, scores }) => {
    if (scores.size > 0 || parts.length === 0 || parts.length - 1 > left) return [scores];
    left -= parts.length - 1;
    return parts.map((word, index) =>
      scoresOf({ word, parts: [], ...(beginning && index === parts.length - 1 && { beginning }) }),
    );
  });
  const total = ({ id, title }: Counted): number =>
    scores.reduce((sum, its) => sum + (its.get(id) ?? 0), 0) + (title !== "" && title === query.title ? lift : 0);
  const having = (count: number): Counted[] =>
    live.filter(({ id }) => scores.filter((its) => its.has(id)).length >= Math.max(1, count));
  const whole = having(scores.length);
  const found = whole.length > 0 ? whole : having(1);
  return {
    searched: live.length,
    some: whole.length === 0 && found.length > 0,
    ids: found.sort((one, other) => total(other) - total(one) || other.id - one.id).map(({ id }) => id),
  };

  function count(article: Article, id: number): Counted {
    const { title, tags, description, text, language } = filled(article);
    const surfaces = new Map<string, { stem: string; surface: string; frequency: number }>();
    let length = 0;
    const fields = [
      [title, fieldWeights.title],
      ...tags.map((tag) => [tag, fieldWeights.tags] as const),
      [description, fieldWeights.description],
      [text, fieldWeights.text],
    ] as const;
    for (const [field, weight] of fields)
      for (const { word, kind } of wordsIn(field)) {
        const stem = stemOf(word, stemmers[language]);
        const key = `${stem} ${word}`;
        surfaces.set(key, { stem, surface: word, frequency: (surfaces.get(key)?.frequency ?? 0) + weight });
        if (kind === "word" || kind === "pair") length += weight;
      }
    return { id, surfaces, length, title: parseQuery(title).title };
  }
}
