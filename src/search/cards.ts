import { cardsPerFile } from "../content/search-directory.ts";
import type { Card } from "./found.ts";

const decoder = new TextDecoder();

/** The cards of articles, each in a line of its own in its file, so that only those that are shown are parsed. */
export async function readCards(
  read: (name: string) => Promise<ArrayBuffer>,
  ids: readonly number[],
): Promise<readonly Card[]> {
  const numbers = [...new Set(ids.map((id) => Math.floor(id / cardsPerFile)))];
  const files = new Map(
    await Promise.all(
      numbers.map(async (number) => {
        const lines = decoder.decode(await read(`cards-${number}.json`)).split("\n");
        return [number, lines] as const;
      }),
    ),
  );
  return ids.map((id) => {
    const line = files.get(Math.floor(id / cardsPerFile))?.[1 + (id % cardsPerFile)]; // after "["
    if (line === undefined) throw new Error(`the search index has no card of article ${id}`);
    return JSON.parse(line.replace(/,$/, "")) as Card;
  });
}
