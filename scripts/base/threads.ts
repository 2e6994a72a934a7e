import { parentPort, Worker, workerData } from "node:worker_threads";

/** Threads of one kind that take tasks in turn, with a bound on waiting tasks, and so on memory. */
export class Threads<Task, Result> {
  readonly #idle: Worker[];
  readonly #all: readonly Worker[];
  readonly #takers = new Map<Worker, (result: Result) => void>();
  #changed = Promise.withResolvers<void>();
  #failure: unknown;

  /** `script` calls `answer`, which receives `settings`. */
  constructor(script: URL, settings: unknown, width: number) {
    this.#all = Array.from({ length: width }, () => this.#start(script, settings));
    this.#idle = [...this.#all];
  }

  /** Resolves once a thread works on the task; `take` gets the result. Rejects, with all threads ended, if one has failed. */
  async do(task: Task, take: (result: Result) => void): Promise<void> {
    await this.#until(() => this.#idle.length > 0);
    const worker = this.#idle.pop();
    if (!worker) throw new Error("no thread is idle");
    this.#takers.set(worker, take);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(task);
  }

  /** Waits for all results and ends the threads. Rejects if one of them failed. */
  async finish(): Promise<void> {
    try {
      await this.#until(() => this.#takers.size === 0);
    } finally {
      await this.#end();
    }
  }

  async #end(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }

  #start(script: URL, settings: unknown): Worker {
    const worker = new Worker(script, { workerData: settings });
    worker.on("message", (result: Result) => {
      const take = this.#takers.get(worker);
      this.#takers.delete(worker);
      this.#idle.push(worker);
      take?.(result);
      this.#wake();
    });
    worker.on("error", (error) => {
      this.#failure = error;
      this.#wake();
    });
    return worker;
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition() && this.#failure === undefined) await this.#changed.promise;
    if (this.#failure === undefined) return;
    // The others would keep the process alive, working on abandoned tasks.
    await this.#end();
    throw this.#failure;
  }
}

/** The thread's side: prepares a worker function from the settings, and sends each result back. */
export function answer<Settings, Task, Result>(prepare: (settings: Settings) => (task: Task) => Result): void {
  const work = prepare(workerData as Settings);
  parentPort?.on("message", (task: Task) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage(work(task));
  });
}
