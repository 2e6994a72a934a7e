import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import { parallel } from "../base/parallel.ts";
import type { KeptFiles } from "../store/kept-files.ts";

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

const code = codeDigest(new URL("./cards/paint.ts", import.meta.url));

/**
 * Draws the pictures that link previews show, 1200×630 PNG, each once, into `cards/` of the folder of static assets. Gives their
 * paths in the order of the cards: `/cards/NAME.png`.
 */
export async function drawCards(cards: readonly Card[], kept: KeptFiles, out: string): Promise<readonly string[]> {
  mkdirSync(join(out, "cards"), { recursive: true });
  const paths = await parallel(cards, availableParallelism(), async ({ owner, ...design }) => {
    // What draws takes a while to load.
    const paint = async (pathOf: (name: string) => string) =>
      (await import("./cards/paint.ts")).paintCard(design, pathOf("png"));
    const placeOf = (digest: string): string => `/cards/${digestOf(`card ${digest} ${owner}`)}.png`;
    const key = digestOf(`${code} ${JSON.stringify(design)}`);
    return placeOf(await kept.put(key, paint, (_, digest) => join(out, placeOf(digest))));
  });
  kept.drop();
  return paths;
}
