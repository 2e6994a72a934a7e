import { join } from "node:path";
import { Segment } from "./segment.ts";

/** Where a blob's line stands: a pair of the manifest as JSON. */
export interface Line {
  readonly part: Segment;
  readonly offset: number;
  readonly length: number;
  readonly key: string;
  /** Bytes of the value, which in JSON is longer. */
  readonly size: number;
}

/** A line that is in no part yet. */
export interface NewLine {
  readonly key: string;
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** A part of the manifest, and the lines in it. */
export interface Part {
  readonly segment: Segment;
  readonly lines: readonly Line[];
}

export interface Limits {
  /** A part with less has no end yet; from then on one line of 256 is the last. */
  readonly leastBytes: number;
  readonly pairs: number;
  readonly bytes: number;
}

// One bulk write of Workers KV takes 10,000 pairs and 100 MB; some room is left for what surrounds the values.
const bulk: Limits = { leastBytes: 8_000_000, pairs: 10_000, bytes: 90_000_000 };

const isLast = (key: string): boolean => key.startsWith("00");

const opening = Buffer.from("[\n");
const separator = Buffer.from(",\n");
const closing = Buffer.from("\n]\n");

/**
 * The manifest in parts, each an array of pairs, one a line. Where a part ends is up to the lines in it, not to how many
 * there are before it, so that a change of one blob changes one part, whose neighbours an earlier build has left.
 */
export class ManifestParts {
  readonly done: Part[] = [];
  readonly #create: () => Segment;
  readonly #limits: Limits;
  #lines: Line[] = [];
  /** An earlier build's part, as long as it begins with all lines so far. */
  #followed: Segment | undefined;
  #fresh: Segment | undefined;
  #end = 0;

  constructor(create: () => Segment, limits: Limits = bulk) {
    this.#create = create;
    this.#limits = limits;
  }

  add(line: Line | NewLine): void {
    const { leastBytes, pairs, bytes } = this.#limits;
    const length = "bytes" in line ? line.bytes.length : line.length;
    if (this.#lines.length > 0 && this.#end + separator.length + length > bytes) this.close();
    const start = this.#lines.length === 0 ? opening.length : this.#end + separator.length;
    const placed = this.#follow(line, start) ?? this.#append(line, start);
    this.#lines.push(placed);
    this.#end = start + placed.length;
    if ((this.#end > leastBytes && isLast(line.key)) || this.#lines.length === pairs) this.close();
  }

  /** Ends the part. There is always one, were it without lines. */
  close(): void {
    if (this.#lines.length === 0 && this.done.length > 0) return;
    const size = Math.max(this.#end, opening.length) + closing.length;
    if (this.#followed?.size !== size) this.#depart().append(closing);
    const segment = this.#fresh ?? this.#followed;
    if (segment) this.done.push({ segment, lines: this.#lines });
    this.#lines = [];
    this.#followed = undefined;
    this.#fresh = undefined;
    this.#end = 0;
  }

  /** The line itself where an earlier part goes on with it. */
  #follow(line: Line | NewLine, start: number): Line | undefined {
    if (this.#fresh || "bytes" in line || line.offset !== start) return undefined;
    if (this.#lines.length > 0 && this.#followed !== line.part) return undefined;
    this.#followed = line.part;
    return line;
  }

  #append(line: Line | NewLine, offset: number): Line {
    const { key, size } = line;
    const bytes = "bytes" in line ? line.bytes : line.part.read(line.offset, line.length);
    const part = this.#depart();
    if (this.#lines.length > 0) part.append(separator);
    part.append(bytes);
    return { part, offset, length: bytes.length, key, size };
  }

  /** The part that is new from here on, with what it has in common with the one that it followed. */
  #depart(): Segment {
    if (this.#fresh) return this.#fresh;
    const fresh = this.#create();
    if (this.#followed && this.#end > 0) for (const bytes of this.#followed.chunks(0, this.#end)) fresh.append(bytes);
    else fresh.append(opening);
    this.#lines = this.#lines.map((line) => ({ ...line, part: fresh }));
    this.#followed = undefined;
    this.#fresh = fresh;
    return fresh;
  }
}

/** Writes what `wrangler kv bulk put` takes: one file if that is one bulk write, else a file for each part. Gives their names. */
export function writeManifest(parts: readonly Part[], folder: string): string[] {
  const bytes = parts.reduce((sum, { segment }) => sum + segment.size, 0);
  const pairs = parts.reduce((sum, { lines }) => sum + lines.length, 0);
  if (parts.length > 1 && pairs <= bulk.pairs && bytes <= bulk.bytes) {
    concatenate(parts, join(folder, "manifest.json"));
    return ["manifest.json"];
  }
  return parts.map(({ segment }, index) => {
    const name = index === 0 ? "manifest.json" : `manifest-${index + 1}.json`;
    segment.lend(join(folder, name));
    return name;
  });
}

function concatenate(parts: readonly Part[], file: string): void {
  const whole = Segment.create(file);
  whole.append(opening);
  for (const [index, { segment }] of parts.entries()) {
    if (index > 0) whole.append(separator);
    for (const bytes of segment.chunks(opening.length, segment.size - closing.length)) whole.append(bytes);
  }
  whole.append(closing);
  whole.close();
}
