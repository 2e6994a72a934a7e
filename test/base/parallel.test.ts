import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { parallel } from "../../scripts/base/parallel.ts";

it("fails once nothing goes on any more, and begins nothing after the first failure", async () => {
  const done: number[] = [];
  const work = parallel([0, 1, 2, 3], 2, async (item) => {
    if (item === 0) throw new Error("the first");
    await setTimeout(20);
    done.push(item);
    if (item === 1) throw new Error("the second");
  });
  await expect(work).rejects.toThrow("the first");
  expect(done).toEqual([1]);
  await setTimeout(60);
  expect(done).toEqual([1]);
});
