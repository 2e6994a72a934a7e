import type { Advance } from "./upload.ts";

/** Shows an upload's progress: a bar on a terminal, an occasional line elsewhere. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #keys: number;
  readonly #bytes: number;
  readonly #start = performance.now();
  #doneKeys = 0;
  #doneBytes = 0;
  #shown = 0;

  /** @param keys how many there are to write, and `bytes` their size */
  constructor(stream: NodeJS.WriteStream, keys: number, bytes: number) {
    this.#stream = stream;
    this.#keys = keys;
    this.#bytes = bytes;
  }

  readonly advance: Advance = (keys, bytes) => {
    this.#doneKeys += keys;
    this.#doneBytes += bytes;
    if (this.#stream.isTTY) this.#stream.write(`\r\x1b[2K${this.#line(bar(this.#doneKeys / this.#keys))}`);
    else if (this.#isDue()) this.#stream.write(`${this.#line("uploading")}\n`);
  };

  /** Leaves the terminal's cursor on a line of its own. */
  end(): void {
    if (this.#stream.isTTY && this.#doneKeys > 0) this.#stream.write("\n");
  }

  // Logs need only signs of progress: a line every tenth, and the last.
  #isDue(): boolean {
    const tenth = Math.floor((10 * this.#doneKeys) / this.#keys);
    if (tenth === this.#shown) return false;
    this.#shown = tenth;
    return true;
  }

  #line(before: string): string {
    const seconds = (performance.now() - this.#start) / 1_000;
    const left = (seconds * (this.#keys - this.#doneKeys)) / this.#doneKeys;
    const rate = this.#doneBytes / Math.max(seconds, 0.001);
    const amount = `${this.#doneKeys} of ${this.#keys} blobs, ${megabytes(this.#doneBytes)} of ${megabytes(this.#bytes)}`;
    return `${before} ${amount}, ${megabytes(rate)}/s, ${left < 1 ? "done soon" : `${Math.ceil(left)} s left`}`;
  }
}

function bar(share: number): string {
  const width = 24;
  const full = Math.round(width * Math.min(1, share));
  return `${"█".repeat(full)}${"░".repeat(width - full)} ${Math.floor(100 * share)} %`;
}

export const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 2 : 0)} MB`;
