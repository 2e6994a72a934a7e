import { parentPort } from "node:worker_threads";
import type { Signal, Value } from "./line-queue.ts";
import { lineOf } from "./line-queue.ts";

// Turns values into lines, in their order, and counts those that are done where the other side can wait for it.
parentPort?.once("message", ({ port, done }: Signal) => {
  port.on("message", (value: Value) => {
    const line = lineOf(value);
    port.postMessage(line, [line.buffer]);
    Atomics.add(done, 0, 1);
    Atomics.notify(done, 0);
  });
});
