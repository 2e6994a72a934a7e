import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Kept } from "./database.ts";
import type { KeptFiles } from "./kept-files.ts";

/** What is the same for all parts of a manifest. */
export interface PartSettings {
  readonly cache: Kept;
  /** Gets the files. */
  readonly folder: string;
  /** Digest of the code that writes them. */
  readonly code: string;
  /** Whether a part has all pairs, so that the next manifest takes most of it. */
  readonly isWhole: boolean;
}

/** A file of a manifest, with the key under which it is kept and those of its pairs. */
export interface Part {
  readonly key: string;
  readonly name: string;
  readonly keys: readonly string[];
}

/** What is said of a file of a manifest: which code wrote it, and where its pairs are if it has all of them. */
export interface AboutPart {
  readonly code: string;
  readonly places?: readonly Place[];
}

/** Where a pair is in a manifest, in bytes. */
export type Place = readonly [key: string, start: number, length: number];

/** A manifest that was written before, open to be read. */
export interface Written {
  readonly file: number;
  readonly places: readonly Place[];
}

type JsonOf = (key: string) => Uint8Array;

/** Puts a part where it is wanted, which is written if it is not kept yet. */
export const putPart = (
  { key, name, keys }: Part,
  kept: KeptFiles,
  jsonOf: JsonOf,
  { folder, code, isWhole }: PartSettings,
  last?: Written,
): Promise<AboutPart> =>
  kept.put(
    key,
    (pathOf) => {
      const places = write(keys, jsonOf, pathOf("json"), last);
      return isWhole ? { code, places } : { code };
    },
    () => join(folder, name),
  );

/** Writes an array of pairs, one a line, their values as JSON. Those that the `last` manifest has are copied from it. */
function write(keys: readonly string[], jsonOf: JsonOf, path: string, last: Written | undefined): Place[] {
  const known = new Map(last?.places.map((place) => [place[0], place]));
  using output = new Output(path);
  const places = keys.map((key, index): Place => {
    output.write(index === 0 ? opening : between);
    const start = output.length;
    const place = known.get(key);
    if (last && place) output.copy(last.file, place);
    else {
      output.write(Buffer.from(`{"key":"${key}","value":`));
      output.write(jsonOf(key));
      output.write(closing);
    }
    return [key, start, output.length - start];
  });
  output.write(Buffer.from("\n]\n"));
  output.flush();
  return places;
}

const [opening, between, closing] = [Buffer.from("[\n"), Buffer.from(",\n"), Buffer.from("}")];

/** A new file that is written in few large pieces, since to write each pair by itself would take twice as long. */
class Output {
  // Shared by all files of a thread: `write` is synchronous, so no two are open at once.
  static readonly #waiting = Buffer.allocUnsafeSlow(4_000_000);
  readonly #file: number;
  #used = 0;
  #written = 0;

  constructor(path: string) {
    this.#file = openSync(path, "wx");
  }

  get length(): number {
    return this.#written + this.#used;
  }

  write(bytes: Uint8Array): void {
    if (bytes.byteLength > this.#room) this.flush();
    if (bytes.byteLength > this.#room) this.#writeAll(bytes);
    else {
      Output.#waiting.set(bytes, this.#used);
      this.#used += bytes.byteLength;
    }
  }

  copy(file: number, [, start, length]: Place): void {
    for (let at = 0; at < length;) {
      if (this.#room === 0) this.flush();
      const read = readSync(file, Output.#waiting, this.#used, Math.min(length - at, this.#room), start + at);
      if (read === 0) throw new Error("the last manifest ends too early");
      this.#used += read;
      at += read;
    }
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }

  get #room(): number {
    return Output.#waiting.byteLength - this.#used;
  }

  flush(): void {
    this.#writeAll(Output.#waiting.subarray(0, this.#used));
    this.#used = 0;
  }

  #writeAll(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.byteLength;) at += writeSync(this.#file, bytes, at);
    this.#written += bytes.byteLength;
  }
}
