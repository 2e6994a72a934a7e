import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Line, ManifestParts } from "./manifest.ts";

/** A value in UTF-8, and its key. */
export interface Value {
  readonly key: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How a thread gets values and tells how many lines it has made. */
export interface Signal {
  readonly port: MessagePort;
  readonly done: Int32Array;
}

/** The line of a value: a pair of the manifest as JSON. */
export const lineOf = ({ key, bytes }: Value): Uint8Array<ArrayBuffer> =>
  encoder.encode(JSON.stringify({ key, value: decoder.decode(bytes) }));

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

// A thread is worth its start when there is a second of work for it.
const fewLines = 1000;

// In milliseconds. A line takes a few at most; a thread that has run out of memory never makes it.
const patience = 60_000;

// So much may wait to be a line, so that memory has a bound.
const mostWaiting = 16_000_000;

/**
 * Adds values to a manifest as lines. Nearly half of the work on a blob is to write it as JSON; where there are many, a thread
 * does that for those that were made already, while the next ones are made.
 */
export class LineQueue {
  readonly #parts: ManifestParts;
  #made = 0;
  #thread: LineThread | undefined;
  #waiting: (Line | { readonly key: string; readonly size: number })[] = [];
  #waitingBytes = 0;

  constructor(parts: ManifestParts) {
    this.#parts = parts;
  }

  /** A value is gone from here: it belongs to the thread. */
  add(line: Line | Value): void {
    if ("bytes" in line) {
      const size = line.bytes.length;
      this.#made += 1;
      if (this.#made > fewLines) this.#thread ??= new LineThread();
      if (!this.#thread) return this.#parts.add({ key: line.key, size, bytes: lineOf(line) });
      this.#thread.give(line);
      this.#waiting.push({ key: line.key, size });
      this.#waitingBytes += size;
    } else if (this.#waiting.length > 0) this.#waiting.push(line);
    else this.#parts.add(line);
    if (this.#waitingBytes > mostWaiting) this.#settle(mostWaiting / 2);
  }

  /** Waits for all lines. */
  close(): void {
    this.#settle(0);
    this.#thread?.end();
    this.#thread = undefined;
  }

  /** Adds what waits, in its order, until no more than `bytes` are left. What was added waits no more, even if the thread stops. */
  #settle(bytes: number): void {
    let added = 0;
    try {
      for (const line of this.#waiting) {
        if (bytes > 0 && this.#waitingBytes <= bytes) break;
        this.#parts.add("part" in line ? line : { ...line, bytes: this.#take() });
        if (!("part" in line)) this.#waitingBytes -= line.size;
        added += 1;
      }
    } finally {
      this.#waiting = this.#waiting.slice(added);
    }
  }

  #take(): Uint8Array {
    if (!this.#thread) throw new Error("a line waits for a thread that never began");
    return this.#thread.take();
  }
}

/** The thread, as the side sees it that waits for it. */
class LineThread {
  readonly #worker = new Worker(new URL("./line-thread.ts", import.meta.url));
  readonly #port: MessagePort;
  readonly #done = new Int32Array(new SharedArrayBuffer(4));
  #taken = 0;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const signal: Signal = { port: port2, done: this.#done };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#worker.postMessage(signal, [port2]);
    this.#worker.unref();
  }

  give(value: Value): void {
    this.#port.postMessage(value, [value.bytes.buffer]);
  }

  /** The next line; blocks until it is there. */
  take(): Uint8Array {
    const outcome = Atomics.wait(this.#done, 0, this.#taken, patience);
    const line = receiveMessageOnPort(this.#port)?.message as Uint8Array | undefined;
    if (line === undefined) throw new Error(`the thread that makes lines has stopped (${outcome})`);
    this.#taken += 1;
    return line;
  }

  end(): void {
    this.#port.close();
    void this.#worker.terminate();
  }
}
