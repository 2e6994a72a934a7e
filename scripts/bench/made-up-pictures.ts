import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { diceOf } from "./posts.ts";

interface Picture {
  /** The number of the post that shows it. */
  readonly post: number;
  readonly name: string;
  readonly file: string;
}

/** A photograph for each third post and a screenshot for each sixth, below `work`, each made when it is not there yet. */
export async function picturesOf(posts: number, work: string): Promise<Picture[]> {
  const folder = join(work, "pictures");
  mkdirSync(folder, { recursive: true });
  const found: Picture[] = [];
  for (let post = 0; post < posts; post++) {
    const kind = post % 3 === 0 ? ("photograph" as const) : post % 6 === 1 ? ("screenshot" as const) : undefined;
    if (kind === undefined) continue;
    const name = `${kind}-${post}.${kind === "photograph" ? "jpg" : "png"}`;
    const file = join(folder, name);
    if (!existsSync(file)) {
      const pixels = await { photograph, screenshot }[kind](post);
      const picture = sharp(pixels.data, { raw: pixels });
      // As cameras and screens save them.
      await (kind === "photograph" ? picture.jpeg({ quality: 92 }) : picture.png()).toFile(`${file}.part`);
      renameSync(`${file}.part`, file);
    }
    found.push({ post, name, file });
  }
  return found;
}

interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3;
}

/**
 * 4096 × 3072 pixels of noise that is weaker the finer it is, as in pictures of nature (D. J. Field, Relations between the statistics
 * of natural images, 1987), and weaker in the shade, so that some of it is as smooth as a sky. Its file and those that are made from it
 * are about as large as those of a telephone's camera, 4 MB.
 */
async function photograph(seed: number): Promise<Pixels> {
  const { between } = diceOf(seed);
  let [width, height, strength] = [4, 3, 100];
  let data = new Uint8Array(width * height * 3).fill(110);
  for (;;) {
    for (let at = 0; at < data.length; at += 3) {
      const light = (between(-1000, 1000) / 1000) * strength * ((data[at + 1] ?? 0) / 128);
      for (let channel = 0; channel < 3; channel++) {
        const colour = width < 64 ? (between(-1000, 1000) / 4000) * strength : 0;
        data[at + channel] = Math.min(255, Math.max(0, (data[at + channel] ?? 0) + light + colour));
      }
    }
    if (width >= 4096) return { data, width, height, channels: 3 };
    const larger = sharp(data, { raw: { width, height, channels: 3 } });
    [width, height, strength] = [width * 2, height * 2, strength * 0.77];
    data = new Uint8Array(await larger.resize(width, height, { kernel: "cubic" }).raw().toBuffer());
  }
}

/** 2560 × 1600 pixels: a window with lines of text in several colours, whose letters are patterns of their own. */
async function screenshot(seed: number): Promise<Pixels> {
  const { between, chance } = diceOf(seed);
  const [width, height, channels] = [2560, 1600, 3] as const;
  const data = new Uint8Array(width * height * channels).fill(250);
  const fill = (left: number, top: number, right: number, bottom: number, colour: readonly number[]): void => {
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) data.set(colour, (y * width + x) * channels);
  };
  fill(0, 0, width, 76, [222, 224, 228]);
  fill(0, 76, 480, height, [238, 240, 243]);
  const letters = Array.from({ length: 64 }, () => Array.from({ length: 7 * 9 }, () => between(0, 3)));
  const inks = [[30, 30, 36], [30, 30, 36], [160, 40, 90], [20, 110, 60], [40, 70, 190]]; // prettier-ignore
  for (let top = 100; top < height - 40; top += 34)
    for (const [left, right] of [
      [24, 460],
      [520, 520 + between(200, 1900)],
    ] as const) {
      let ink = inks[0] ?? [];
      for (let x = left; x < right; x += 16) {
        if (chance(0.16)) ink = inks[between(0, inks.length - 1)] ?? [];
        else
          for (const [index, grey] of (letters[between(0, 63)] ?? []).entries()) {
            const [column, row] = [x + (index % 7) * 2, top + Math.floor(index / 7) * 2];
            // Half of a letter is paper, and some of its edge between the two, as fonts are smoothed.
            if (grey > 1)
              fill(column, row, column + 2, row + 2, grey === 3 ? ink : ink.map((part) => (part + 250) >> 1));
          }
      }
    }
  return { data, width, height, channels };
}
