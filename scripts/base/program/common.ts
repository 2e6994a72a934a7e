import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { digestOf } from "../digest.ts";

/** Notes of what is the same in each blog of an installation, so that it is made once. What is made of content is in none of them, but in the blog's cache. */
export const common = import.meta.program && notesIn(import.meta.program.notes);

function notesIn(folder: string) {
  const fileOf = (key: string): string => join(folder, digestOf(key));
  return {
    note(key: string): string | undefined {
      try {
        const [, digest, note = ""] = /^(.*)\n([^]*)$/.exec(readFileSync(fileOf(key), "utf8")) ?? [];
        return digest === digestOf(note) ? note : undefined; // a power cut may have left a part of it
      } catch {
        return undefined; // nobody has made it yet
      }
    },
    addNote(key: string, note: string): void {
      const file = fileOf(key);
      const draft = `${file}-${process.pid}-${threadId}`;
      try {
        writeFileSync(draft, `${digestOf(note)}\n${note}`);
        renameSync(draft, file);
      } catch {
        // nothing may be written there, or the disk is full, and the next build makes it again
      }
    },
  };
}
