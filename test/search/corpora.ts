import fc from "fast-check";
import type { Article } from "./made-index.ts";

const words: Readonly<Record<string, readonly string[]>> = {
  en: "run running runner runs use using useState setState kv_namespaces namespaces 1.70.0 1.7 1.70 c++ c# Café cafe the".split(
    " ",
  ),
  de: "Straße Straßen strasse Häuser Haus Katze Katzen groß größer über".split(" "),
  ru: "книга книги книгами ёлка елки чай чая работа работать".split(" "),
  ja: "日本語 日本 検索エンジン 検索 日 本 ひらがな カタカナ".split(" "),
  ar: "الكتاب كتاب كِتَاب كتب المدرسة مدرسة".split(" "),
};

const wordsOf = (language: string): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...(words[language] ?? []), ...(words["en"] ?? [])), { maxLength: 8 })
    .map((words) => words.join(" "));

const moment = fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined });

const article: fc.Arbitrary<Article> = fc.constantFrom(...Object.keys(words)).chain((language) =>
  fc
    .record({
      title: wordsOf(language),
      tags: fc.array(wordsOf(language), { maxLength: 2 }),
      description: wordsOf(language),
      text: wordsOf(language),
      from: moment,
      until: moment,
    })
    .map(({ from, until, ...rest }) => ({
      ...rest,
      language,
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
    })),
);

export const articles = fc.array(article, { maxLength: 24 });

/** Words of one or more languages, the last one perhaps cut short; and what is in no article. */
export const queries = fc
  .tuple(
    fc.array(fc.constantFrom(...Object.values(words).flat(), "xylophone", "runnning", "haeuser", "groesser"), {
      minLength: 1,
      maxLength: 4,
    }),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([words, left]) => words.join(" ").slice(0, left === 0 ? undefined : -left));
