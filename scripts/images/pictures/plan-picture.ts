import sharp from "sharp";
import { digestOf } from "../../base/digest.ts";
import { planAnimation } from "./animation.ts";
import { isIco, planIco } from "./decode-ico.ts";
import { blamingPicture } from "./picture-problem.ts";
import type { Planned } from "./planned.ts";
import { metadataOf, planStill, settings } from "./still.ts";
import { looksLikeSvg, planSvg } from "./svg.ts";

/** What names on the site depend on beside the picture. Count `version` up where a change of the code changes the bytes: a test tells. */
const recipe = JSON.stringify({ version: 1, settings, versions: sharp.versions });

/** What stands in the names of a picture's files on the site, from the digest of the picture itself. */
export const nameDigest = (input: Buffer, digest: string): string =>
  digestOf((looksLikeSvg(input) ? "svg 2" : recipe) + digest).slice(0, 16);

// A thread a picture and a picture a core bounds memory, and machines with other core counts make the same bytes.
sharp.concurrency(1);
sharp.cache(false); // libvips would hold on to pictures that are never read again

/** What will be made of a picture, from what it says about itself. Throws a PictureProblem for what is not a picture. */
export async function plan(input: Buffer): Promise<Planned> {
  if (looksLikeSvg(input)) return planSvg(input);
  if (isIco(input)) return planIco(input);
  const { draw, ...outline } = await blamingPicture(async () => {
    const metadata = await metadataOf(input);
    return planAnimation(input, metadata) ?? planStill(metadata);
  });
  return { ...outline, draw: blamed(draw) };
}

// Made out here, since a function that is made where the picture is known keeps that in memory.
const blamed =
  (draw: Planned["draw"]): Planned["draw"] =>
  (input) =>
    blamingPicture(() => draw(input));
