import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// One bulk write of Workers KV takes 10,000 pairs and 100 MB; some room is left for what surrounds the values.
const most = { pairs: 10_000, bytes: 90_000_000 };

const newline = Buffer.from("\n");
const separator = Buffer.from(",\n");

/**
 * Writes the manifest as `wrangler kv bulk put` takes it: an array of `{ key, value }`, one a line. What is more than one
 * bulk write takes goes into `manifest-2.json` and so on. Blobs go to disk as they come, so that memory stays small.
 */
export class Manifest {
  /** Names of the files, in order. */
  readonly files: string[] = [];
  readonly #folder: string;
  #file: number | undefined;
  #pairs = 0;
  #bytes = 0;
  #buffer: Uint8Array[] = [];
  #buffered = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#open();
  }

  /** Adds a pair as JSON. */
  add(line: Uint8Array): void {
    const size = line.byteLength + 2;
    if (this.#pairs === most.pairs || this.#bytes + size > most.bytes) {
      this.close();
      this.#open();
    }
    this.#buffer.push(this.#pairs === 0 ? newline : separator, line);
    this.#pairs += 1;
    this.#bytes += size;
    this.#buffered += size;
    if (this.#buffered > 1_000_000) this.#flush();
  }

  close(): void {
    this.#buffer.push(Buffer.from("\n]\n"));
    this.#flush();
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #open(): void {
    const name = this.files.length === 0 ? "manifest.json" : `manifest-${this.files.length + 1}.json`;
    this.files.push(name);
    this.#file = openSync(join(this.#folder, name), "w");
    this.#pairs = 0;
    this.#bytes = 4;
    this.#buffer.push(Buffer.from("["));
  }

  #flush(): void {
    if (this.#file !== undefined) writeFileSync(this.#file, Buffer.concat(this.#buffer));
    this.#buffer = [];
    this.#buffered = 0;
  }
}
