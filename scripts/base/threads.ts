import { on } from "node:events";
import { flushCompileCache } from "node:module";
import { parentPort, Worker, workerData } from "node:worker_threads";

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
  const workers = Array.from(
    { length: width },
    () => import.meta.program?.thread(script, settings) ?? new Worker(script, { workerData: settings }),
  );
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
  for await (const [jobs] of arriving as AsyncIterable<[readonly Job[]]>) {
    const results: Result[] = [];
    for (const job of jobs) results.push(await work(job));
    port.postMessage(results, copied);
    import.meta.program?.keep();
  }
}

type Work<Job, Result> = (job: Job) => Result | Promise<Result>;

/** Nothing is handed over: both sides go on with what they have. */
const copied: readonly [] = [];
