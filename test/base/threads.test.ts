import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { inThreads } from "../../scripts/base/threads.ts";

// Counts for as long as it lives, and never does what it is told.
const script = new URL(`data:text/javascript,
  import { parentPort, workerData } from "node:worker_threads";
  parentPort.on("message", ([task]) => { if (task === "fail") throw new Error("no space left"); });
  setInterval(() => Atomics.add(workerData, 0, 1), 1);
`);

it("ends all threads when one fails, so that none keeps the process alive", async () => {
  const count = new Int32Array(new SharedArrayBuffer(4));
  const threads = { script, settings: count, width: 2, batch: 1 };
  const work = inThreads(
    threads,
    ["wait", "fail", "wait"],
    (task) => task,
    () => {},
  );
  await expect(work).rejects.toThrow("no space left");
  const before = Atomics.load(count, 0);
  await setTimeout(100);
  expect(Atomics.load(count, 0)).toBe(before);
});
