import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { artifactFile } from "../store/artifact.ts";
import { designCard } from "./cards/design.ts";
import { fontVersions } from "./cards/fonts.ts";
import { copyOnce } from "../base/copy-once.ts";
import { digestOf } from "../base/digest.ts";
import { parallel } from "../base/parallel.ts";

/** What a card says, and whose it is. */
export interface Card {
  /** Digest of the post's file: the card's name depends on it, and so tells nobody who doesn't have the text. */
  readonly owner: string;
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

export interface Drawn {
  /** Paths in the order of the cards: `/cards/NAME.png`. */
  readonly paths: readonly string[];
  /** How many were drawn; the others came from the cache. */
  readonly processed: number;
}

/** Everything but the card that decides the bytes. Count `version` up when a change of the code changes them. */
const recipe = JSON.stringify({ version: 1, fonts: fontVersions, versions: sharp.versions });

/**
 * Draws the pictures that link previews show, 1200×630 PNG, each once. `cache` holds what earlier builds drew; `out` is
 * the folder of static assets, whose `cards/` gets the files.
 */
export async function drawCards(
  cards: readonly Card[],
  { cache, out }: { readonly cache: string; readonly out: string },
): Promise<Drawn> {
  await mkdir(join(out, "cards"), { recursive: true });
  const drawn = await parallel(cards, availableParallelism(), async (card) => {
    const design = designDigest(card);
    const { path, made } = await artifactFile(cache, `${design}.png`, () => paint(card));
    const name = digestOf(`card ${design} ${card.owner}`);
    await copyOnce(path, join(out, "cards", `${name}.png`));
    return { path: `/cards/${name}.png`, made };
  });
  return { paths: drawn.map(({ path }) => path), processed: drawn.filter(({ made }) => made).length };
}

/** Of all that shows. It can be guessed from a title and a date, so it is a name in the cache alone. */
function designDigest({ title, author, date, site, language, accent }: Card): string {
  const said = JSON.stringify([title, author, date, site, language, accent]);
  return digestOf(recipe + said);
}

/** A card has three colours and their mixtures, so a palette loses nothing that shows and halves the file. */
async function paint(card: Card): Promise<Buffer> {
  const svg = Buffer.from(await designCard(card));
  return sharp(svg).png({ palette: true, colours: 64, dither: 0, effort: 3 }).toBuffer();
}
