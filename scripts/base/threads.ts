import { on, once } from "node:events";
import { flushCompileCache } from "node:module";
import { MessageChannel, MessagePort, parentPort, receiveMessageOnPort, Worker, workerData } from "node:worker_threads";

/** What threads do: their script, which calls `answer`, what it gets there, and how many at a time work on how many jobs. */
export interface Threads {
  readonly script: URL;
  readonly settings: unknown;
  readonly width: number;
  readonly batch: number;
}

/**
 * Has threads do a job for each item. An item is taken, and its job made, when a thread is free for it, so that memory has a bound;
 * `take` gets the results. Rejects with what went wrong in one of them, all threads ended: they would keep the process alive.
 */
export async function inThreads<Item, Job, Result>(
  { script, settings, width, batch }: Threads,
  items: Iterable<Item>,
  jobOf: (item: Item) => Job,
  take: (item: Item, result: Result) => void,
): Promise<void> {
  const workers = Array.from({ length: width }, () => start(script, settings));
  const left = Iterator.from(items);
  const work = async (worker: Worker): Promise<void> => {
    const sent: (readonly Item[])[] = []; // oldest first
    const send = (): void => {
      const own = nextOf(left, batch);
      if (own.length === 0) return;
      sent.push(own);
      worker.postMessage(own.map(jobOf), copied);
    };
    const arriving = on(worker, "message"); // rejects when the thread has failed
    send();
    send(); // is there already when the first is done, so that no thread waits for us
    while (sent.length > 0) {
      const [results] = (await arriving.next()).value as [readonly Result[]];
      const own = sent.shift() ?? [];
      send();
      for (const [index, item] of own.entries()) take(item, results[index] as Result);
    }
  };
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

const start = (script: URL, settings: unknown): Worker =>
  import.meta.program?.thread(script, settings) ?? new Worker(script, { workerData: settings });

/** What is done with an item, here or as a job in a thread, and what becomes of the result. */
export interface Doing<Item, Job, Result> {
  /** Called before threads are started. */
  readonly begin: () => void;
  readonly here: (item: Item) => Result;
  readonly jobOf: (item: Item) => Job;
  readonly take: (item: Item, result: Result) => void;
}

/**
 * Work that threads share with this one, which goes on finding more of it and does that itself for which no thread is free. So none waits
 * for another, and little is under way at any time.
 */
export class SharedWork<Item, Job, Result> {
  readonly #threads: Threads;
  readonly #doing: Doing<Item, Job, Result>;
  readonly #helpers: Helper<Item, Job, Result>[] = [];
  #few: number;

  /** The first few items are done here: threads would take as long to start. */
  constructor(threads: Threads, few: number, doing: Doing<Item, Job, Result>) {
    this.#threads = threads;
    this.#few = few;
    this.#doing = doing;
  }

  add(item: Item): void {
    if (this.#few-- === 0) this.#start();
    for (const helper of this.#helpers) helper.receive();
    const free = this.#helpers.find(({ isFree }) => isFree);
    if (free) return free.add(item);
    const { here, take } = this.#doing;
    take(item, here(item));
  }

  /** Resolves when all jobs are done, and rejects with what went wrong in a thread. */
  async done(): Promise<void> {
    await Promise.all(this.#helpers.map((helper) => helper.finish()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#helpers.splice(0).map((helper) => helper.terminate()));
  }

  #start(): void {
    const { script, settings, width, batch } = this.#threads;
    if (width > 0) this.#doing.begin();
    for (let count = 0; count < width; count++)
      this.#helpers.push(new Helper(start(script, settings), batch, this.#doing));
  }
}

// The next is there when one is done.
const mostUnderWay = 2;

/** A thread, with the batches that it has not answered, the oldest first. */
class Helper<Item, Job, Result> {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #size: number;
  readonly #doing: Doing<Item, Job, Result>;
  readonly #failed: Promise<never>;
  readonly #sent: (readonly Item[])[] = [];
  #waiting: Item[] = [];

  constructor(worker: Worker, size: number, doing: Doing<Item, Job, Result>) {
    const { port1, port2 } = new MessageChannel();
    worker.postMessage(port2, [port2]);
    this.#worker = worker;
    this.#port = port1; // which gives what has arrived also to who doesn't wait
    this.#size = size;
    this.#doing = doing;
    this.#failed = once(worker, "error").then(([error]) => Promise.reject(error as Error));
    this.#failed.catch(() => {}); // told of at the end
  }

  get isFree(): boolean {
    return this.#sent.length < mostUnderWay;
  }

  add(item: Item): void {
    this.#waiting.push(item);
    if (this.#waiting.length === this.#size) this.#send();
  }

  /** Takes what has arrived. */
  receive(): void {
    for (let got = receiveMessageOnPort(this.#port); got; got = receiveMessageOnPort(this.#port))
      this.#answer(got.message as readonly Result[]);
  }

  async finish(): Promise<void> {
    if (this.#waiting.length > 0) this.#send();
    this.receive();
    const arriving = on(this.#port, "message") as AsyncIterator<[readonly Result[]]>;
    while (this.#sent.length > 0) {
      const { value } = await Promise.race([arriving.next(), this.#failed]);
      this.#answer((value as [readonly Result[]])[0]);
    }
  }

  async terminate(): Promise<void> {
    this.#port.close();
    await this.#worker.terminate();
  }

  #send(): void {
    this.#sent.push(this.#waiting);
    this.#worker.postMessage(this.#waiting.map(this.#doing.jobOf), copied);
    this.#waiting = [];
  }

  #answer(results: readonly Result[]): void {
    const items = this.#sent.shift() ?? [];
    for (const [index, item] of items.entries()) this.#doing.take(item, results[index] as Result);
  }
}

/** The next values of an iterator, as many as there are up to a number. */
export const nextOf = <T>(iterator: Iterator<T>, most: number): T[] =>
  Array.from({ length: most }, () => iterator.next()).flatMap(({ done, value }) => (done === true ? [] : [value]));

/** The thread's side: makes what does the jobs from the settings, and sends each batch of results back. */
export async function answer<Settings, Job, Result>(
  prepare: (settings: Settings) => Work<Job, Result> | Promise<Work<Job, Result>>,
): Promise<void> {
  const port = parentPort;
  if (!port) return;
  const arriving = on(port, "message"); // one after the other, also where a job takes a while
  const work = await prepare(workerData as Settings);
  flushCompileCache(); // by itself a thread would do so at its end, which is no orderly one
  let answers: MessagePort = port;
  for await (const [message] of arriving as AsyncIterable<[readonly Job[] | MessagePort]>) {
    if (message instanceof MessagePort) {
      answers = message;
      continue;
    }
    const results: Result[] = [];
    for (const job of message) results.push(await work(job));
    answers.postMessage(results, copied);
    import.meta.program?.keep();
  }
}

type Work<Job, Result> = (job: Job) => Result | Promise<Result>;

/** Nothing is handed over: both sides go on with what they have. */
const copied: readonly [] = [];
