import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { inThreads, SharedWork } from "../../scripts/base/threads.ts";

// Counts for as long as it lives, and never does what it is told.
const script = new URL(`data:text/javascript,
  import { parentPort, workerData } from "node:worker_threads";
  parentPort.on("message", (message) => {
    if (Array.isArray(message) && message.includes("fail")) throw new Error("no space left");
  });
  setInterval(() => Atomics.add(workerData, 0, 1), 1);
`);

it("ends all threads when one fails, so that none keeps the process alive", async () => {
  const count = new Int32Array(new SharedArrayBuffer(4));
  const threads = { script, settings: count, width: 2, batch: 1 };
  const work = inThreads(threads, ["wait", "fail", "wait"], { jobOf: (task) => task, take: () => {} });
  await expect(work).rejects.toThrow("no space left");
  const before = Atomics.load(count, 0);
  await setTimeout(100);
  expect(Atomics.load(count, 0)).toBe(before);
});

it("reports a thread that ends by itself, whose answers it would wait for without end", async () => {
  const ending = new URL("data:text/javascript,process.exit(7)");
  const threads = { script: ending, settings: undefined, width: 2, batch: 1 };
  const work = inThreads(threads, ["job"], { jobOf: (job) => job, take: () => {} });
  await expect(work).rejects.toThrow("a thread ended with exit code 7");
});

// Doubles numbers.
const doubling = new URL(`data:text/javascript,
  import { MessagePort, parentPort } from "node:worker_threads";
  let answers;
  parentPort.on("message", (message) => {
    if (message instanceof MessagePort) answers = message;
    else if (message.includes(13)) throw new Error("no space left");
    else answers.postMessage(message.map((number) => 2 * number));
  });
`);

function doublingBeside(taken: Map<number, number>, here: Set<number>, mostWaiting = 0) {
  return new SharedWork<number, number, number>({ script: doubling, settings: undefined, width: 2, batch: 3 }, 2, {
    here: (number) => {
      here.add(number);
      return 2 * number;
    },
    mostWaiting,
    jobOf: (number) => number,
    take: (number, doubled) => taken.set(number, doubled),
  });
}

it("shares work among threads and this one, and takes each result once", async () => {
  const [taken, here] = [new Map<number, number>(), new Set<number>()];
  await using work = doublingBeside(taken, here);
  const numbers = Array.from({ length: 100 }, (_, index) => 1000 + index);
  for (const number of numbers) work.add(number);
  await work.done();
  expect([...taken].sort(([a], [b]) => a - b)).toEqual(numbers.map((number) => [number, 2 * number]));
  expect([...here].slice(0, 2)).toEqual([1000, 1001]);
  expect(here.size).toBeLessThan(100);
});

it("lets work wait for threads up to a number", async () => {
  const [taken, here] = [new Map<number, number>(), new Set<number>()];
  await using work = doublingBeside(taken, here, 50);
  for (let number = 0; number < 100; number++) work.add(1000 + number);
  // The first two, and what is beyond what waits and is under way: two batches of three for each of two threads, if none has answered yet.
  expect(here.size).toBeLessThanOrEqual(2 + 98 - 52 - 12);
  await work.done();
  expect(taken.size).toBe(100);
});

it("is done where threads take all that waits", async () => {
  const [taken, here] = [new Map<number, number>(), new Set<number>()];
  await using work = doublingBeside(taken, here, 50);
  for (let number = 0; number < 2 + 12 + 3; number++) work.add(1000 + number);
  await setTimeout(300); // so that threads have answered
  await work.done();
  expect([...taken.values()].sort((a, b) => a - b)).toEqual(Array.from({ length: 17 }, (_, index) => 2000 + 2 * index));
});

it("reports a thread that failed once all that can be done is done", async () => {
  const [taken, here] = [new Map<number, number>(), new Set<number>()];
  await using work = doublingBeside(taken, here);
  for (let number = 0; number < 100; number++) work.add(number);
  await expect(work.done()).rejects.toThrow("no space left");
});

const limited = new URL(`data:text/javascript,
  import { parentPort, resourceLimits } from "node:worker_threads";
  parentPort.once("message", (answers) => {
    parentPort.on("message", (jobs) => answers.postMessage(jobs.map(() => resourceLimits.maxYoungGenerationSizeMb)));
  });
`);

it("lets little that is new pile up in a thread, where V8 by itself waits for a hundred megabytes and more", async () => {
  const limits: number[] = [];
  const threads = { script: limited, settings: undefined, width: 1, batch: 1 };
  await inThreads(threads, ["job"], { jobOf: (job) => job, take: (_, limit: number) => void limits.push(limit) });
  expect(limits).toEqual([48]);
});
