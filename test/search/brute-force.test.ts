import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuery } from "../../src/search/query.ts";
import { wordsIn } from "../../src/search/words-in-text.ts";
import { bruteForce } from "./brute-force.ts";
import { articles, queries } from "./corpora.ts";
import { type Article, MadeIndex } from "./made-index.ts";

describe("a search", () => {
  it("finds what brute force finds, in its order, at every moment", async () => {
    await fc.assert(
      fc.asyncProperty(articles, fc.array(queries, { minLength: 1, maxLength: 6 }), async (articles, queries) => {
        using index = new MadeIndex(articles);
        for (const query of queries)
          for (const now of [0, 2, 4]) {
            const { ids, some, searched } = bruteForce(articles, query, now);
            const found = await index.find(query, 1, now);
            expect(await index.paths(query, now)).toEqual(ids.map((id) => `/${id}/`));
            expect([found.searched, found.total, found.some ?? false]).toEqual([searched, ids.length, some]);
          }
      }),
      { numRuns: 150 },
    );
  });

  it("finds at a moment what an index of only the articles that are live then finds", async () => {
    await fc.assert(
      fc.asyncProperty(articles, queries, fc.integer({ min: 0, max: 4 }), async (articles, query, now) => {
        const live = articles.map((article, id) => ({ ...article, id })).filter((article) => isLive(article, now));
        const words = new Set(
          live.flatMap((article) => wordsIn(Object.values(article).join(" ")).map(({ word }) => word)),
        );
        // Languages decide about stems, and those of what is to come are in the index.
        const languages = [...new Set(["en", ...articles.map(({ language = "en" }) => language)])];
        using index = new MadeIndex(articles);
        using alone = new MadeIndex(
          live.map(({ from: _from, until: _until, ...article }) => article),
          { paths: live.map(({ id }) => `/${id}/`), languages },
        );
        const found = await index.find(query, 1, now);
        const expected = await alone.find(query, 1, now);
        expect({ ...found, near: [] }).toEqual({ ...expected, near: [] });
        const asked = new Set(wordsIn(query).map(({ word }) => word));
        const isNoNews = (word: string): boolean => words.has(word) || asked.has(word);
        for (const { word, parts } of found.near.flatMap((near) => parseQuery(near).words)) {
          // A part of an identifier may be mended.
          expect([word, isNoNews(word) || (parts.length > 0 && parts.every(isNoNews))]).toEqual([word, true]);
          // Nor is kept of the query what only hidden articles have. An identifier may be there as parts alone, and `word` has lost its capitals.
          const finds = async (query: string): Promise<boolean> => (await alone.find(query, 1, now)).total > 0;
          expect([word, (await finds(word)) || (await finds(parts.join(" ")))]).toEqual([word, true]);
        }
      }),
      {
        numRuns: 150,
        examples: [
          [keptIdentifier, "runnning useState", 0],
          [keptPair, "検索エンジン runnning", 0],
        ],
      },
    );
  });
});

// What is not mended of the query is in the index as parts alone.
const keptIdentifier: Article[] = [
  { title: "", tags: [], description: "", text: "use", language: "ja" },
  { title: "", tags: [], description: "setState", text: "running", language: "de" },
];
// What stays overlaps what is left out.
const keptPair: Article[] = [
  { title: "検索", tags: [], description: "", text: "", language: "ja" },
  { title: "", tags: [], description: "running", text: "", language: "ja" },
];

const isLive = ({ from = -Infinity, until = Infinity }: Article, now: number): boolean => from <= now && now < until;
