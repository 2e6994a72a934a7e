import { Blobs } from "./blobs.ts";
import { digestOf } from "./digest.ts";
import { LineQueue } from "./line-queue.ts";
import { type Line, ManifestParts, type Part, writeManifest } from "./manifest.ts";
import { SegmentFolder } from "./segment-folder.ts";

/** The key that a recipe led to, and how many builds ago it was used last. */
interface Outcome {
  readonly key: string;
  readonly age: number;
}

/**
 * The blobs of a release as parts of its manifest, which stay on disk for the next build: a blob whose recipe is known is
 * not made again, and a part that would hold what an earlier one holds is that one.
 */
export class KeptBlobs extends Blobs {
  readonly #folder: SegmentFolder;
  readonly #parts: ManifestParts;
  readonly #queue: LineQueue;
  /** What the index says. Later parts are newer, and know better where a line is. */
  readonly #before: readonly Part[];
  readonly #lines: ReadonlyMap<string, Line>;
  readonly #known: ReadonlyMap<string, Outcome>;
  readonly #used = new Map<string, string>();

  /** What was made with another salt is not known any more. */
  constructor(folder: string, salt: string) {
    super(() => undefined);
    this.#folder = new SegmentFolder(folder, salt);
    const { parts, outcomes } = parseIndex(this.#folder);
    this.#before = parts;
    this.#lines = new Map(parts.flatMap(({ lines }) => lines.map((line) => [line.key, line])));
    this.#known = outcomes;
    this.#parts = new ManifestParts(() => this.#folder.create());
    this.#queue = new LineQueue(this.#parts);
  }

  override put(value: string): string {
    const bytes = new TextEncoder().encode(value);
    const key = digestOf(bytes);
    if (this.isNew(key, bytes.length)) this.#queue.add(this.#lines.get(key) ?? { key, bytes });
    return key;
  }

  override make(recipe: string, make: () => string): string {
    const digest = digestOf(recipe);
    const line = this.#lines.get(this.#known.get(digest)?.key ?? "");
    if (line && this.isNew(line.key, line.size)) this.#queue.add(line);
    const key = line?.key ?? this.#used.get(digest) ?? this.put(make());
    this.#used.set(digest, key);
    return key;
  }

  /** Ends the last part. From here on nothing is added. */
  close(): readonly Part[] {
    this.#queue.close();
    this.#parts.close();
    return this.#parts.done;
  }

  /** Writes the manifest into a folder, and gives the names of its files. */
  writeManifest(folder: string): string[] {
    return writeManifest(this.close(), folder);
  }

  /** Ends a build. What it did not use stays for one more, and for as long as builds fail. */
  finish(succeeded: boolean): void {
    const parts = this.close();
    for (const { segment } of parts) segment.finish();
    const unused = [...this.#known].filter(([recipe, { age }]) => !this.#used.has(recipe) && (age === 0 || !succeeded));
    const wanted = new Set(unused.map(([, { key }]) => key).filter((key) => !this.sizes.has(key)));
    const current = new Set(parts.map(({ segment }) => segment));
    const older = this.#before.filter(
      ({ segment, lines }) => !current.has(segment) && wanted.size > 0 && lines.some(({ key }) => wanted.has(key)),
    );
    const live = [...older, ...parts];
    const recipes = [
      ...[...this.#used].map(([recipe, key]) => `${recipe} ${key} 0`),
      ...unused.map(([recipe, { key, age }]) => `${recipe} ${key} ${succeeded ? 1 : age}`),
    ];
    this.#folder.commit(new Set(live.map(({ segment }) => segment.name)), formatIndex(live, recipes));
  }
}

/** The value in a line. */
export const valueOf = (line: string): string => (JSON.parse(line) as { readonly value: string }).value;

/** For each part its name, then its lines; an empty line; the recipes. */
function formatIndex(parts: readonly Part[], recipes: readonly string[]): Buffer {
  const listed = parts.flatMap(({ segment, lines }) => [
    segment.name,
    ...lines.map(({ key, size, offset, length }) => `${key} ${size} ${offset} ${length}`),
  ]);
  return Buffer.from([...listed, "", ...recipes].join("\n"), "latin1");
}

function parseIndex({ segments, body }: SegmentFolder): {
  readonly parts: readonly Part[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
} {
  const [listed = "", recipes = ""] = body.toString("latin1").split("\n\n");
  const parts: { segment: Part["segment"] | undefined; lines: Line[] }[] = [];
  for (const text of listed === "" ? [] : listed.split("\n")) {
    const [key = "", size, offset, length] = text.split(" ");
    const part = parts.at(-1);
    if (size === undefined) parts.push({ segment: segments.get(key), lines: [] });
    else if (part?.segment)
      part.lines.push({ part: part.segment, key, size: Number(size), offset: Number(offset), length: Number(length) });
  }
  const outcomes = recipes.split("\n").map((text) => {
    const [recipe = "", key = "", age] = text.split(" ");
    return [recipe, { key, age: Number(age) }] as const;
  });
  return {
    parts: parts.flatMap(({ segment, lines }) => (segment ? [{ segment, lines }] : [])),
    outcomes: new Map(outcomes),
  };
}
