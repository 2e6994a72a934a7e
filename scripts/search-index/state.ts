import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { bucketsOf } from "../../src/search/shard.ts";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import { isAbsence } from "../base/own-file.ts";
import type { Merged } from "./merge.ts";

/** What an index was made from, and its files. */
interface State {
  readonly digests: readonly string[];
  readonly languages: readonly string[];
  readonly lengths: Uint16Array;
  readonly shards: readonly Uint8Array[];
}

/** The first line of the file; behind it are the lengths, and the shards one after the other. */
interface Head {
  readonly code: string;
  readonly languages: readonly string[];
  readonly digests: readonly string[];
  readonly sizes: readonly number[];
  /** Of what is behind the head. */
  readonly digest: string;
}

let code: string | undefined;
// Also how the articles' words came about, which isn't this module's doing.
const codeNow = (): string =>
  (code ??= ["./merge.ts", "./article-words.ts"].map((file) => codeDigest(new URL(file, import.meta.url))).join());

/** The index that the last build left; undefined if there is none, or other code or languages made it, or it is damaged. */
export function readState(
  file: string,
  languages: readonly string[],
): { readonly digests: readonly string[]; readonly merged: Merged } | undefined {
  try {
    const bytes = readFileSync(file);
    const end = bytes.indexOf("\n");
    const head = JSON.parse(bytes.toString("utf8", 0, end)) as Head;
    const body = bytes.subarray(end + 1);
    if (head.code !== codeNow() || head.languages.join() !== languages.join() || head.digest !== digestOf(body))
      return undefined;
    let at = 2 * head.digests.length;
    const lengths = new Uint16Array(Uint8Array.from(body.subarray(0, at)).buffer);
    const buckets = head.sizes.flatMap((size) => bucketsOf(body.subarray(at, (at += size))));
    return { digests: head.digests, merged: { buckets, lengths } };
  } catch (error) {
    if (isAbsence(error) || error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Leaves an index to the next build. */
export function writeState(file: string, { digests, languages, lengths, shards }: State): void {
  const body = Buffer.concat([new Uint8Array(lengths.buffer, lengths.byteOffset, lengths.byteLength), ...shards]);
  const head: Head = {
    code: codeNow(),
    languages,
    digests,
    sizes: shards.map(({ length }) => length),
    digest: digestOf(body),
  };
  const draft = `${file}.${process.pid}`; // a build that is killed leaves no half of it
  writeFileSync(draft, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]));
  renameSync(draft, file);
}
