import { on, once } from "node:events";
import { flushCompileCache } from "node:module";
import {
  MessageChannel,
  type MessagePort,
  parentPort,
  receiveMessageOnPort,
  Worker,
  type WorkerOptions,
  workerData,
} from "node:worker_threads";

/** What threads do: their script, which calls `answer`, what it gets there, and how many at a time work on how many jobs. */
export interface Threads {
  readonly script: URL;
  readonly settings: unknown;
  readonly width: number;
  readonly batch: number;
}

/** What becomes of an item: a job that a thread does, and what is done with its result. */
export interface Handling<Item, Job, Result> {
  readonly jobOf: (item: Item) => Job;
  readonly take: (item: Item, result: Result) => void;
}

/**
 * Has threads do a job for each item. An item is taken, and its job made, when a thread is free for it, so that memory has a bound.
 * Rejects with what went wrong in one of them, all threads ended: they would keep the process alive.
 */
export async function inThreads<Item, Job, Result>(
  threads: Threads,
  items: Iterable<Item>,
  handling: Handling<Item, Job, Result>,
): Promise<void> {
  const started = Array.from({ length: threads.width }, () => new Thread(threads, handling));
  const left = Iterator.from(items);
  const work = async (thread: Thread<Item, Job, Result>): Promise<void> => {
    do {
      while (thread.isFree) {
        const batch = nextOf(left, threads.batch);
        if (batch.length === 0) break;
        thread.send(batch);
      }
    } while (await thread.answered());
  };
  try {
    await Promise.all(started.map(work));
  } finally {
    await Promise.all(started.map((thread) => thread.end()));
  }
}

/** The same of what this thread does itself where no other is free. */
export interface Sharing<Item, Job, Result> extends Handling<Item, Job, Result> {
  /** Called before threads are started. */
  readonly begin?: () => void;
  readonly here: (item: Item) => Result;
  /** How many items, beside a batch, wait for a thread before this one does some: many, where it has enough to do with finding them. */
  readonly mostWaiting: number;
}

/**
 * Work that threads share with this one, which goes on finding more of it and does some itself where too much waits. So none waits
 * for another, and memory has a bound.
 */
export class SharedWork<Item, Job, Result> {
  readonly #threads: Threads;
  readonly #sharing: Sharing<Item, Job, Result>;
  readonly #started: Thread<Item, Job, Result>[] = [];
  readonly #waiting: Item[] = [];
  #few: number;

  /** The first few items are done here: threads would take as long to start. */
  constructor(threads: Threads, few: number, sharing: Sharing<Item, Job, Result>) {
    this.#threads = threads;
    this.#few = few;
    this.#sharing = sharing;
  }

  add(item: Item): void {
    if (this.#few-- === 0) this.#start();
    this.#waiting.push(item);
    this.#handOver();
    const most = this.#started.length > 0 ? this.#threads.batch + this.#sharing.mostWaiting : 1;
    if (this.#waiting.length >= most) this.#doNext();
  }

  /** Resolves when all is done, and rejects with what went wrong in a thread. */
  async done(): Promise<void> {
    for (this.#handOver(); this.#waiting.length > 0; this.#handOver()) this.#doNext();
    await Promise.all(
      this.#started.map(async (thread) => {
        while (await thread.answered());
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#started.splice(0).map((thread) => thread.end()));
  }

  /** Takes what threads have done, and gives full batches to those that are free. */
  #handOver(): void {
    const { batch } = this.#threads;
    for (const thread of this.#started) {
      thread.receive();
      while (thread.isFree && this.#waiting.length >= batch) thread.send(this.#waiting.splice(0, batch));
    }
  }

  #doNext(): void {
    const item = this.#waiting.shift() as Item;
    this.#sharing.take(item, this.#sharing.here(item));
  }

  #start(): void {
    if (this.#threads.width > 0) this.#sharing.begin?.();
    for (let count = 0; count < this.#threads.width; count++)
      this.#started.push(new Thread(this.#threads, this.#sharing));
  }
}

// The next is there already when one is done, so that no thread waits for us.
const mostUnderWay = 2;

// By itself V8 lets what is new in each thread grow to 192 MB before it looks what of it is still in use.
const resourceLimits = { maxYoungGenerationSizeMb: 48 };

/** A thread, with the batches that it has not answered, the oldest first. */
class Thread<Item, Job, Result> {
  readonly #worker: Worker;
  /** Gives what has arrived also to who doesn't wait. */
  readonly #port: MessagePort;
  readonly #handling: Handling<Item, Job, Result>;
  readonly #failure = new AbortController();
  readonly #sent: (readonly Item[])[] = [];

  constructor({ script, settings }: Threads, handling: Handling<Item, Job, Result>) {
    const { port1, port2 } = new MessageChannel();
    const options: WorkerOptions = { workerData: settings, resourceLimits };
    this.#worker = import.meta.program?.thread(script, options) ?? new Worker(script, options);
    this.#worker.postMessage(port2, [port2]);
    this.#port = port1;
    this.#handling = handling;
    // Told of when an answer is waited for.
    this.#worker.once("error", (error) => this.#failure.abort(error));
    this.#worker.once("exit", (code) => this.#failure.abort(new Error(`a thread ended with exit code ${code}`)));
  }

  get isFree(): boolean {
    return this.#sent.length < mostUnderWay;
  }

  send(batch: readonly Item[]): void {
    this.#sent.push(batch);
    this.#worker.postMessage(batch.map(this.#handling.jobOf), copied);
  }

  /** Takes what has arrived. */
  receive(): void {
    for (let got = receiveMessageOnPort(this.#port); got; got = receiveMessageOnPort(this.#port))
      this.#take(got.message as readonly Result[]);
  }

  /** Waits for the next answer and takes it. False where none is to come. */
  async answered(): Promise<boolean> {
    if (this.#sent.length === 0) return false;
    const { signal } = this.#failure;
    const [results] = (await once(this.#port, "message", { signal }).catch((error: unknown) => {
      throw signal.aborted ? signal.reason : error;
    })) as [readonly Result[]];
    this.#take(results);
    return true;
  }

  async end(): Promise<void> {
    this.#port.close();
    await this.#worker.terminate();
  }

  #take(results: readonly Result[]): void {
    const batch = this.#sent.shift() ?? [];
    for (const [index, item] of batch.entries()) this.#handling.take(item, results[index] as Result);
  }
}

/** The next values of an iterator, as many as there are up to a number. */
export const nextOf = <T>(iterator: Iterator<T>, most: number): T[] =>
  Array.from({ length: most }, () => iterator.next()).flatMap(({ done, value }) => (done === true ? [] : [value]));

/** The thread's side: makes what does the jobs from the settings, and sends each batch of results back. */
export async function answer<Settings, Job, Result>(
  prepare: (settings: Settings) => Work<Job, Result> | Promise<Work<Job, Result>>,
): Promise<void> {
  if (!parentPort) return;
  const arriving = on(parentPort, "message"); // one after the other, also where a job takes a while
  const work = await prepare(workerData as Settings);
  flushCompileCache(); // by itself a thread would do so at its end, which is not an orderly one
  const [answers] = (await arriving.next()).value as [MessagePort];
  for await (const [jobs] of arriving as AsyncIterable<[readonly Job[]]>) {
    const results: Result[] = [];
    for (const job of jobs) results.push(await work(job));
    answers.postMessage(results, copied);
    import.meta.program?.keep();
  }
}

type Work<Job, Result> = (job: Job) => Result | Promise<Result>;

/** Nothing is handed over: both sides go on with what they have. */
const copied: readonly [] = [];
