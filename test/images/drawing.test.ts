import { availableParallelism } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { progressLine, startDrawing } from "../../scripts/images/drawing.ts";
import { planPictures } from "../../scripts/images/pictures.ts";
import { KeptFiles } from "../../scripts/store/kept-files.ts";
import { temporaryFolder, write } from "../folder.ts";
import { noise } from "./pictures/noise.ts";

it.each([
  [0, 2000, 0, "drawing pictures 0 of 2,000"],
  [34, 150, 6, "drawing pictures 34 of 150, about 21 s left"],
  [10, 1000, 20, "drawing pictures 10 of 1,000, about 33 min left"],
  [150, 150, 30, "drawing pictures 150 of 150"],
])("says after %i of %i pictures and %i seconds how long the rest will take", (drawn, count, seconds, line) => {
  expect(progressLine(drawn, count, seconds)).toBe(line);
});

const folder = temporaryFolder();

async function planned(name: string, count: number) {
  const names = Array.from({ length: count }, (_, index) => `${index}.jpg`);
  const files = names.map(
    async (each, index) =>
      [
        each,
        await noise(40 + index, 40)
          .jpeg()
          .toBuffer(),
      ] as const,
  );
  const root = write(join(folder, name), Object.fromEntries(await Promise.all(files)));
  const kept = new KeptFiles(join(root, "cache"), "pictures");
  return { kept, ...(await planPictures(root, names, kept, join(root, "out"))) };
}

it("shows how many pictures are drawn while they are, and ends that with the last", async () => {
  const { drawings } = await planned("shown", 3);
  let line: ((seconds: number) => string) | undefined;
  let isShown = true;
  const drawing = startDrawing([drawings], (shown) => {
    line = shown;
    return () => void (isShown = false);
  });
  expect(line?.(0)).toBe("drawing pictures 0 of 3");
  await drawing.done;
  expect([line?.(1), isShown]).toEqual(["drawing pictures 3 of 3", false]);
});

it("shows nothing where nothing is to be drawn", async () => {
  const show = (): never => {
    throw new Error("it shows something");
  };
  expect(await startDrawing([], show).done).toEqual(new Map());
});

it("begins no picture once whoever wanted them has left", async () => {
  const { drawings, kept } = await planned("left", 4 * availableParallelism());
  await startDrawing([drawings])[Symbol.asyncDispose]();
  expect(kept.made).toBeLessThanOrEqual(availableParallelism());
});
