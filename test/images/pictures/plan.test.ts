import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { startDrawing } from "../../../scripts/images/drawing.ts";
import { planPictures } from "../../../scripts/images/pictures.ts";
import { nameDigest, plan } from "../../../scripts/images/pictures/plan-picture.ts";
import { KeptFiles } from "../../../scripts/store/kept-files.ts";
import { temporaryFolder, write } from "../../folder.ts";
import { noise } from "./noise.ts";

const folder = temporaryFolder();
let count = 0;

async function planned(name: string, bytes: Uint8Array) {
  const root = write(join(folder, String(++count)), { [name]: bytes });
  const out = join(root, "out");
  const { pictures, drawings } = await planPictures(root, [name], new KeptFiles(join(root, "cache"), "pictures"), out);
  const picture = pictures.get(name);
  if (!picture || "error" in picture) throw new Error(picture?.error ?? "It is not in the plan");
  return { root, out, picture, drawings, drawn: () => readdirSync(join(out, "pictures")) };
}

describe("a planned picture", () => {
  it.each([
    ["tall.jpg", () => noise(1333, 2001).jpeg()],
    ["turned.jpg", () => noise(1234, 567).jpeg().withMetadata({ orientation: 6 })],
    ["thin.png", () => noise(1500, 1).png()],
    ["glass.png", () => noise(700, 501, 4).png()],
  ])("is drawn with all its files, in the sizes of the plan, when one of them is wanted: %s", async (name, make) => {
    const { out, picture, drawings, drawn } = await planned(name, await make().toBuffer());
    expect(drawn()).toEqual([]);
    const [avif] = picture.sources;
    const smallest = avif?.srcset.split(" ")[0] ?? "";
    expect(await drawings.drawOne(smallest)).toEqual(new Map());
    const files = [picture.src, ...(avif?.srcset.split(", ").map((each) => each.split(" ")[0] ?? "") ?? [])];
    expect(
      drawn()
        .map((each) => `/pictures/${each}`)
        .sort(),
    ).toEqual(files.sort());
    for (const file of files) {
      const { width, height } = await sharp(join(out, file)).metadata();
      expect(width).toBe(Number(/-(\d+)\.\w+$/.exec(file)?.[1]));
      expect(height).toBe(Math.max(1, Math.round((picture.height * width) / picture.width)));
    }
    expect(picture.share).toMatchObject(await sizeOf(join(out, picture.src)));
  });

  it("is not drawn for a path that is none of its own", async () => {
    const { drawings, drawn } = await planned("own.jpg", await noise(50, 50).jpeg().toBuffer());
    expect(drawings.drawOne("/pictures/other-0123456789abcdef-50.jpg")).toBeUndefined();
    expect(drawn()).toEqual([]);
  });

  it("is not drawn once its file is another, whose pixels its name would promise", async () => {
    const { root, picture, drawings, drawn } = await planned("changed.jpg", await noise(50, 50).jpeg().toBuffer());
    write(root, { "changed.jpg": await noise(60, 60).jpeg().toBuffer() });
    await expect(drawings.drawOne(picture.src)).rejects.toThrow("changed.jpg has changed since it was read");
    expect(drawn()).toEqual([]);
  });

  it("can turn out to be damaged when it is drawn, and then leaves nothing", async () => {
    const bytes = await noise(800, 600).jpeg().toBuffer();
    const { picture, drawings, drawn } = await planned("cut.jpg", bytes.subarray(0, 20_000));
    const error = expect.stringMatching(/^"cut\.jpg" can't be read \(.+\), save it again as JPEG/);
    expect(await drawings.drawOne(picture.src)).toEqual(new Map([["cut.jpg", { error }]]));
    expect(await startDrawing([drawings]).done).toEqual(new Map([["cut.jpg", { error }]]));
    expect(drawn()).toEqual([]);
  });
});

/** A picture whose pixels follow from their places. */
const pattern = (channels: 3 | 4) => {
  const [width, height] = [320, 200];
  const pixels = Buffer.alloc(width * height * channels);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = (at * at + (at >> 3)) & 0xff;
  return sharp(pixels, { raw: { width, height, channels } });
};

it("has files of other names where they are other pictures, since readers keep them by their names for a year", async () => {
  const inputs = [await pattern(3).jpeg().toBuffer(), await pattern(4).png().toBuffer()];
  const hash = createHash("sha256");
  for (const input of inputs) {
    const { draw, renditions } = await plan(input);
    for (const [index, bytes] of (await draw(input)).entries())
      // Zlib and the search for a palette may differ from processor to processor.
      if (renditions[index]?.type !== "image/png") hash.update(await sharp(bytes).raw().toBuffer());
  }
  const names = nameDigest(Buffer.alloc(0), "");
  // Where the pictures alone differ, count `version` up in plan-picture.ts. Then write both here.
  expect({ names, pictures: hash.digest("hex").slice(0, 16) }).toEqual({
    names: "6dd54b1024b2619f",
    pictures: "9ab1f789b3b76209",
  });
});

async function sizeOf(file: string) {
  const { width, height } = await sharp(file).metadata();
  return { width, height };
}
