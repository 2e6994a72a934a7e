import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { threadId } from "node:worker_threads";
import { digestOf } from "../digest.ts";

/** Notes of what is the same in each blog, and what no blog of the same installation should have to make again. */
export class Common {
  /** Where larger things are, in folders and files of their own. */
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  note(key: string): string | undefined {
    try {
      const [, digest, note = ""] = /^(.*)\n([^]*)$/.exec(readFileSync(this.#fileOf(key), "utf8")) ?? [];
      return digest === digestOf(note) ? note : undefined; // a power cut may have left a part of it
    } catch {
      return undefined;
    }
  }

  addNote(key: string, note: string): void {
    const file = this.#fileOf(key);
    const draft = `${file}-${process.pid}-${threadId}`;
    try {
      writeFileSync(draft, `${digestOf(note)}\n${note}`);
      renameSync(draft, file);
    } catch {
      // the disk may be full, and the next build makes it again
    }
  }

  #fileOf(key: string): string {
    return join(this.folder, digestOf(key));
  }
}

/** Undefined where there is no program, or nothing may be written beside it. */
export const common = openedBeside(import.meta.program?.common);

function openedBeside(folder: string | undefined): Common | undefined {
  try {
    if (folder === undefined) return undefined;
    if (!existsSync(folder)) mkdirSync(folder);
    accessSync(join(folder, sep), constants.W_OK); // as a folder
    return new Common(folder);
  } catch {
    return undefined;
  }
}
