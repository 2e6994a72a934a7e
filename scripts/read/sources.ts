import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { digestOf } from "../base/digest.ts";
import { present } from "../base/record.ts";
import type { Folder } from "./folder.ts";
import type { Cache } from "../store/cache.ts";
import { noteOfFile } from "../store/note-of-file.ts";

/** A file of the content folder, by its path below it. */
export interface Source {
  readonly file: string;
  /** Digest of its content, if an earlier build has read it and the file has not changed since. */
  readonly digest?: string;
  /** Its content now, even if it has changed this very moment. */
  readonly read: () => { readonly digest: string; readonly bytes: Uint8Array };
}

/** The articles of a content folder. One is read only if the file system says that it has changed since an earlier build. */
export function* sourcesOf({ root, articles }: Folder, cache: Cache): Generator<Source> {
  const now = Date.now();
  const folder = resolve(root);
  for (const file of articles) {
    const path = `${folder}/${file}`;
    const note = noteOfFile(cache, "source", path, now);
    const read: Source["read"] = () => {
      const bytes = readFileSync(path);
      const digest = digestOf(bytes);
      note?.add(digest);
      return { digest, bytes };
    };
    yield { file, read, ...present({ digest: note?.known }) };
  }
}
