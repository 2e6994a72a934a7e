import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { digestOf } from "../base/digest.ts";
import { present } from "../base/record.ts";
import type { Folder } from "./folder.ts";
import type { Cache } from "../store/cache.ts";

/** A file of the content folder, by its path below it. */
export interface Source {
  readonly file: string;
  /** Digest of its content, if an earlier build has read it and the file has not changed since. */
  readonly digest?: string;
  /** Its content now, even if it has changed this very moment. */
  readonly read: () => { readonly digest: string; readonly bytes: Uint8Array };
}

// File systems count time in steps of up to two seconds: the times do not reveal a second change within one step.
const settledAfter = 2000;

/**
 * The articles of a content folder. One is read only if the file system says that it has changed since an earlier build, in
 * size, times or inode. The time of the inode's last change is set by the system, and no program can set it back.
 */
export function* sourcesOf({ root, articles }: Folder, cache: Cache): Generator<Source> {
  const now = Date.now();
  const folder = resolve(root);
  for (const file of articles) {
    const path = `${folder}/${file}`;
    const { ino, size, mtimeMs, ctimeMs } = statSync(path);
    // Not hashed, since each build asks for all of them.
    const key = `source ${ino} ${size} ${mtimeMs} ${ctimeMs} ${path}`;
    const known = cache.note(key);
    const read: Source["read"] = () => {
      const bytes = readFileSync(path);
      const digest = digestOf(bytes);
      if (known === undefined && ctimeMs < now - settledAfter) cache.addNote(key, digest);
      return { digest, bytes };
    };
    yield { file, read, ...present({ digest: known }) };
  }
}
