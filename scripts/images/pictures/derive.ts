import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import sharp from "sharp";
import { drawAnimation } from "./animation.ts";
import type { Derived, Drawn } from "./drawn.ts";
import { drawIco, isIco } from "./decode-ico.ts";
import { blamingPicture } from "./picture-problem.ts";
import { drawStill, metadataOf, settings } from "./still.ts";
import { drawSvg, looksLikeSvg } from "./svg.ts";

/** What names on the site depend on beside the picture. Count `version` up where a change of the code changes the bytes. */
const recipe = JSON.stringify({ version: 1, settings, versions: sharp.versions });

const recipeFor = (input: Buffer): string => (looksLikeSvg(input) ? "svg 2" : recipe);

// A thread a picture and a picture a core bounds memory, and machines with other core counts make the same bytes.
sharp.concurrency(1);
sharp.cache(false); // libvips would hold on to pictures that are never read again

/** Writes all renditions of a picture, each to the path for its name. Throws a PictureProblem for what is no picture. */
export async function derive(input: Buffer, pathOf: (name: string) => string): Promise<Derived> {
  const { width, height, renditions } = await draw(input);
  const written = renditions.map(({ bytes, ...rendition }) => {
    writeFileSync(pathOf(rendition.file), bytes);
    return rendition;
  });
  const digest = createHash("sha256").update(recipeFor(input)).update(input).digest("hex").slice(0, 16);
  return { digest, width, height, renditions: written };
}

async function draw(input: Buffer): Promise<Drawn> {
  if (looksLikeSvg(input)) return drawSvg(input);
  if (isIco(input)) return drawIco(input);
  return blamingPicture(async () => {
    const metadata = await metadataOf(input);
    return (await drawAnimation(input, metadata)) ?? drawStill(input, metadata);
  });
}
