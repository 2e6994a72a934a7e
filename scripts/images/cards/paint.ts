import sharp from "sharp";
import { digestOf } from "../../base/digest.ts";
import type { Design } from "../cards.ts";
import { designCard } from "./design.ts";
import { fontVersions } from "./fonts.ts";

/** What names on the site depend on beside the card. Count `version` up where a change of the code changes the bytes. */
const recipe = JSON.stringify({ version: 1, fonts: fontVersions, versions: sharp.versions });

/** Draws a card, and gives a digest of all that shows, which can be guessed from a title and a date. */
export async function paintCard(design: Design): Promise<{ readonly bytes: Buffer; readonly digest: string }> {
  const { title, author, date, site, language, accent } = design;
  const said = JSON.stringify([title, author, date, site, language, accent]);
  const svg = Buffer.from(await designCard(design));
  // A card has three colours and their mixtures, so a palette loses nothing that shows and halves the file.
  const bytes = await sharp(svg).png({ palette: true, colours: 64, dither: 0, effort: 3 }).toBuffer();
  return { bytes, digest: digestOf(recipe + said) };
}
