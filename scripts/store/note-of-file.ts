import { statSync } from "node:fs";
import type { Cache } from "./cache.ts";

/** Where short texts are kept. */
export type Notes = Pick<Cache, "note" | "addNote">;

/** What builds remember of a file's content. */
export interface NoteOfFile {
  /** What an earlier build noted, if the file has not changed since. */
  readonly known: string | undefined;
  /** Notes something of what was read after this was asked for, unless the file has changed this very moment. */
  readonly add: (note: string) => void;
}

// File systems count time in steps of up to two seconds: the times do not reveal a second change within one step.
const settledAfter = 2000;

/**
 * What is noted of a file under a kind, without reading it: the file system says whether it has changed, in size, times or inode. The time
 * of the inode's last change is set by the system, and no program can set it back. Undefined where there is no file. Takes an absolute path.
 */
export function noteOfFile(notes: Notes, kind: string, path: string, now = Date.now()): NoteOfFile | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return undefined;
  const { ino, size, mtimeMs, ctimeMs } = stats;
  // Not hashed, since each build asks for all of them.
  const key = `${kind} ${ino} ${size} ${mtimeMs} ${ctimeMs} ${path}`;
  const known = notes.note(key);
  return {
    known,
    add: (note) => {
      if (known === undefined && ctimeMs < now - settledAfter) notes.addNote(key, note);
    },
  };
}
