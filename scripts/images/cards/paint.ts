import sharp from "sharp";
import { digestOf } from "../../base/digest.ts";
import type { Design } from "../cards.ts";
import { designCard } from "./design.ts";
import { fontVersions } from "./fonts.ts";

/** What names on the site depend on beside the card. Count `version` up where a change of the code changes the bytes. */
const recipe = JSON.stringify({ version: 1, fonts: fontVersions, versions: sharp.versions });

/** Draws a card into a file, and gives a digest of all that shows, which can be guessed from a title and a date. */
export async function paintCard(design: Design, file: string): Promise<string> {
  const { title, author, date, site, language, accent } = design;
  const svg = Buffer.from(await designCard(design));
  // A card has three colours and their mixtures, so a palette loses nothing that shows and halves the file.
  await sharp(svg).png({ palette: true, colours: 64, dither: 0, effort: 3 }).toFile(file);
  return digestOf(recipe + JSON.stringify([title, author, date, site, language, accent]));
}
