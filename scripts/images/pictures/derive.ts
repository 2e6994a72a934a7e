import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { drawAnimation, isAnimated } from "./animation.ts";
import type { Derived, Drawn } from "./drawn.ts";
import { drawIco, isIco } from "./decode-ico.ts";
import { blamingPicture } from "./picture-problem.ts";
import { drawStill, metadataOf, settings } from "./still.ts";
import { drawSvg, looksLikeSvg } from "./svg.ts";

/** Everything but the picture that decides the bytes. Count `version` up when a change of the code changes them. */
const recipe = JSON.stringify({ version: 1, settings, versions: sharp.versions });

export const recipeFor = (input: Buffer): string => (looksLikeSvg(input) ? "svg 2" : recipe);

// A thread a picture and a picture a core bounds memory, and machines with other core counts make the same bytes.
sharp.concurrency(1);
sharp.cache(false); // libvips would hold on to pictures that are never read again

const index = "picture.json";

/** Writes all renditions of a picture into a folder. Throws a PictureProblem for what is no picture. */
export async function derive(input: Buffer, folder: string): Promise<void> {
  const drawn = await draw(input);
  await Promise.all(drawn.renditions.map(({ file, bytes }) => writeFile(join(folder, file), bytes)));
  await writeFile(
    join(folder, index),
    JSON.stringify(drawn, (name, value: unknown) => (name === "bytes" ? undefined : value)),
  );
}

/** What `derive` wrote into a folder. */
export async function readDerived(folder: string): Promise<Derived> {
  return JSON.parse(await readFile(join(folder, index), "utf8")) as Derived;
}

async function draw(input: Buffer): Promise<Drawn> {
  if (looksLikeSvg(input)) return drawSvg(input);
  if (isIco(input)) return drawIco(input);
  return blamingPicture(async () => {
    const metadata = await metadataOf(input);
    return isAnimated(input, metadata) ? drawAnimation(input, metadata) : drawStill(input, metadata);
  });
}
