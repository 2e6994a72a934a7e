import type { Worker, WorkerOptions } from "node:worker_threads";

declare global {
  interface ImportMeta {
    /** The program that this code is in, unless it is a module of its own. */
    readonly program?: Program;
  }
}

/** What `bin/program.js` gives to the code in it. */
export interface Program {
  /** Imports a module that is not in it, as a script can't. */
  import(module: URL): Promise<unknown>;
  /** Starts a thread whose module is in the program too. */
  thread(module: URL, options: WorkerOptions): Worker | undefined;
  /** Keeps what V8 has compiled until now for the next run. */
  keep(): void;
  /** A folder for notes of what is the same in each blog. It is another one whenever the program is made again. */
  readonly notes: string;
  /** A text with the places in modules where it has those in the program. */
  inSources(text: string): string;
}
