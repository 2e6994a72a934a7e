import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "./digest.ts";
import { Segment, type Stamp } from "./segment.ts";

interface IndexHeader {
  /** Digest of the code and the dependencies that made what is kept. */
  readonly salt: string;
  /** Digest of the body below, which a power cut may have spoilt. */
  readonly digest: string;
  readonly segments: Readonly<Record<string, Stamp>>;
}

// What a build that was killed left behind. One that still runs is not that old.
const abandonedAfter = 60 * 60 * 1000;

/**
 * A folder of segments, and an index that names them and says what is in them. Segments are written once and the index is
 * replaced by renaming, so that a build that is killed changes nothing, and of two builds at once the last one's index
 * stays. What is missing or damaged, or was left by other code, is as if it had never been kept.
 */
export class SegmentFolder {
  /** What the index says. */
  readonly body: Buffer;
  /** Those that an earlier build left, and those that this one creates, by name. */
  readonly segments = new Map<string, Segment>();
  readonly #folder: string;
  readonly #salt: string;

  constructor(folder: string, salt: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#salt = salt;
    const { segments, body } = readIndex(join(folder, "index"), salt);
    this.body = body;
    for (const [name, stamp] of Object.entries(segments)) {
      const segment = Segment.open(join(folder, name), stamp);
      if (segment) this.segments.set(name, segment);
    }
  }

  create(): Segment {
    const segment = Segment.create(join(this.#folder, `${randomBytes(6).toString("hex")}.pack`));
    this.segments.set(segment.name, segment);
    return segment;
  }

  /** Keeps some of the segments, finished ones, with a new index, and lets go of the others. */
  commit(live: ReadonlySet<string>, body: Buffer): void {
    const stamps = [...live].flatMap((name) => [[name, this.segments.get(name)?.stamp] as const]);
    const header = { salt: this.#salt, digest: digestOf(body), segments: Object.fromEntries(stamps) };
    const draft = join(this.#folder, `${randomBytes(6).toString("hex")}.index`);
    writeFileSync(draft, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]));
    renameSync(draft, join(this.#folder, "index"));
    for (const segment of this.segments.values()) segment.close();
    this.#sweep(live);
  }

  /** Removes files that no index names any more. */
  #sweep(live: ReadonlySet<string>): void {
    for (const name of readdirSync(this.#folder)) {
      if (name === "index" || live.has(name)) continue;
      const file = join(this.#folder, name);
      const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (this.segments.has(name) || age > abandonedAfter) rmSync(file, { force: true });
    }
  }
}

function readIndex(file: string, salt: string): Pick<IndexHeader, "segments"> & { readonly body: Buffer } {
  const nothing = { segments: {}, body: Buffer.alloc(0) };
  try {
    const bytes = readFileSync(file);
    const body = bytes.subarray(bytes.indexOf("\n") + 1);
    const header = JSON.parse(bytes.toString("utf8", 0, bytes.length - body.length)) as IndexHeader;
    const isOurs = header.salt === salt && header.digest === digestOf(body);
    return isOurs ? { segments: header.segments, body } : nothing;
  } catch {
    return nothing; // not there, cut off or overwritten
  }
}
