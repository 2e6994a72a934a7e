import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import { parallel } from "../base/parallel.ts";
import { KeptFiles } from "../store/kept-files.ts";

/** What a card says. */
export interface Design {
  readonly title: string;
  readonly author?: string;
  /** As readers see it. */
  readonly date?: string;
  /** The site's name. */
  readonly site: string;
  /** BCP 47; decides how Chinese characters are drawn. */
  readonly language?: string;
  /** `#rrggbb` */
  readonly accent?: string;
}

export interface Card extends Design {
  /** Digest of the post's file: the card's name depends on it, and so tells nobody who doesn't have the text. */
  readonly owner: string;
}

export interface Drawn {
  /** Paths in the order of the cards: `/cards/NAME.png`. */
  readonly paths: readonly string[];
  /** How many were drawn; the others came from the cache. */
  readonly processed: number;
}

const code = codeDigest(join(import.meta.dirname, "cards/paint.ts"));

/**
 * Draws the pictures that link previews show, 1200×630 PNG, each once. `cache` holds what earlier builds drew; `out` is
 * the folder of static assets, whose `cards/` gets the files.
 */
export async function drawCards(
  cards: readonly Card[],
  { cache, out }: { readonly cache: string; readonly out: string },
): Promise<Drawn> {
  mkdirSync(join(out, "cards"), { recursive: true });
  const kept = new KeptFiles(cache, "cards");
  const drawn = await parallel(cards, availableParallelism(), async ({ owner, ...design }) => {
    const paint = async (pathOf: (name: string) => string): Promise<string> => {
      const { paintCard } = await import("./cards/paint.ts"); // what draws takes a while to load
      const { bytes, digest } = await paintCard(design);
      writeFileSync(pathOf("png"), bytes);
      return digest;
    };
    const nameOf = (digest: string): string => `${digestOf(`card ${digest} ${owner}`)}.png`;
    const { about, made } = await kept.put(digestOf(`${code} ${JSON.stringify(design)}`), paint, (_, digest) =>
      join(out, "cards", nameOf(digest)),
    );
    return { path: `/cards/${nameOf(about)}`, made };
  });
  kept.drop();
  return { paths: drawn.map(({ path }) => path), processed: drawn.filter(({ made }) => made).length };
}
