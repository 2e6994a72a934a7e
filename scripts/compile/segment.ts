import { closeSync, fdatasyncSync, fstatSync, linkSync, openSync, readSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

/** By which a finished segment is known again: its size in bytes, and when it was last written to, in milliseconds. */
export interface Stamp {
  readonly size: number;
  readonly written: number;
}

const windowBytes = 1_000_000;

/** A file to which texts are appended, and from which they are read, also those that were appended just before. */
export class Segment {
  readonly name: string;
  readonly #path: string;
  readonly #file: number;
  #written: number;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #window = Buffer.alloc(0);
  #windowStart = 0;

  private constructor(path: string, file: number, size: number) {
    this.name = basename(path);
    this.#path = path;
    this.#file = file;
    this.#written = size;
  }

  static create(path: string): Segment {
    return new Segment(path, openSync(path, "wx+"), 0);
  }

  /** Opens a finished segment to be read; undefined when the file is missing or has been written to since. */
  static open(path: string, { size, written }: Stamp): Segment | undefined {
    try {
      const file = openSync(path, "r");
      const found = fstatSync(file);
      if (found.size === size && found.mtimeMs === written) return new Segment(path, file, size);
      closeSync(file);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
    return undefined;
  }

  /** What `open` wants to know. */
  get stamp(): Stamp {
    const { size, mtimeMs } = fstatSync(this.#file);
    return { size, written: mtimeMs };
  }

  get size(): number {
    return this.#written + this.#waitingBytes;
  }

  append(bytes: Uint8Array): { readonly offset: number; readonly length: number } {
    const offset = this.size;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.byteLength;
    if (this.#waitingBytes > 4_000_000) this.#flush();
    return { offset, length: bytes.byteLength };
  }

  /** Texts are mostly read in the order in which they were appended, so what is behind one is read along with it. */
  read(offset: number, length: number): Buffer {
    const start = offset - this.#windowStart;
    if (start >= 0 && start + length <= this.#window.length) return this.#window.subarray(start, start + length);
    if (offset + length > this.#written) this.#flush();
    const bytes = Buffer.allocUnsafe(Math.max(length, Math.min(windowBytes, this.#written - offset)));
    if (readSync(this.#file, bytes, 0, bytes.length, offset) !== bytes.length)
      throw new Error(`the cache's ${this.name} is cut off`);
    this.#window = bytes;
    this.#windowStart = offset;
    return bytes.subarray(0, length);
  }

  /** The bytes from `start` to `end`, some at a time. */
  *chunks(start: number, end: number): Generator<Buffer> {
    for (let offset = start; offset < end; offset += windowBytes)
      yield this.read(offset, Math.min(windowBytes, end - offset));
  }

  /** Puts a finished segment at another path too: as another name of the file, or as a copy where the system has none. */
  lend(path: string): void {
    try {
      linkSync(this.#path, path);
    } catch {
      const copy = Segment.create(path);
      for (const bytes of this.chunks(0, this.size)) copy.append(bytes);
      copy.close();
    }
  }

  /** Everything is on disk from here on, before any index names it. */
  finish(): void {
    this.#flush();
    fdatasyncSync(this.#file);
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    if (this.#waiting.length > 0) writeFileSync(this.#file, Buffer.concat(this.#waiting));
    this.#written += this.#waitingBytes;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}
