import { randomUUID } from "node:crypto";
import {
  constants,
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { move } from "./move.ts";
import { isAbsence } from "../base/own-file.ts";
import { isRunning } from "./is-running.ts";

/** By which a file is known again that nobody has written to since: its size, and its time in milliseconds. */
export type Stamp = readonly [size: number, time: number];

/** What stands beside files: what their maker says about them, and their stamps by name. */
interface Note<About> {
  readonly about: About;
  readonly stamps: Readonly<Record<string, Stamp>>;
}

/** Writes files to the paths that it gets for their names, and gives what is to be said of them. */
type Make<About> = (pathOf: (name: string) => string) => About | Promise<About>;

/** Where a file is wanted. */
type PlaceOf<About> = (name: string, about: About) => string;

/**
 * What builds remember in files of their own, since it is large, under digests of all that it was made from. The files appear
 * elsewhere as second names, so that none is written twice. A killed build leaves nothing that would be taken for whole,
 * and several may use it at once.
 */
export class KeptFiles {
  readonly #folder: string;
  readonly #used = new Set<string>();
  #made = 0;
  readonly #last = new Map<string, Promise<unknown>>();

  constructor(cache: string, kind: string) {
    this.#folder = join(cache, kind);
    mkdirSync(this.#folder, { recursive: true });
  }

  /** How many keys had to be made. */
  get made(): number {
    return this.#made;
  }

  /** Puts the files of a key where they are wanted. They are made where one is missing or not as it was left. */
  async put<About>(key: string, make: Make<About>, placeOf: PlaceOf<About>): Promise<About> {
    const put = (): About | Promise<About> => {
      const note = this.#lend(key, placeOf);
      return note ? note.about : this.#make(key, make, placeOf);
    };
    // In turn, so that what is wanted twice is made once.
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(put, put);
    this.#last.set(key, turn);
    return turn;
  }

  /** Puts the files of a key where they are wanted, if they are there, and gives what is said of them. */
  lend<About>(key: string, placeOf: PlaceOf<About>): About | undefined {
    return this.#lend(key, placeOf)?.about;
  }

  /** Puts the files that were made last where they are wanted, if they are as they were left, and gives what is said of them. */
  lendLatest(placeOf: PlaceOf<unknown>): unknown {
    const notes = readdirSync(this.#folder).filter((name) => !name.includes("-"));
    const timed = notes.map((key) => ({
      key,
      time: statSync(join(this.#folder, key), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    }));
    const [latest] = timed.sort((one, other) => other.time - one.time);
    // They are not in use by that.
    return latest && this.#lend(latest.key, placeOf, (name) => join(this.#folder, name))?.about;
  }

  /** Ends a build that succeeded. */
  drop(): void {
    dropOthers(this.#folder, this.#used);
  }

  async #make<About>(key: string, make: Make<About>, placeOf: PlaceOf<About>): Promise<About> {
    const draft = draftIn(this.#folder);
    const drafts = new Map<string, string>();
    try {
      const about = await make((name) => {
        drafts.set(name, `${draft}-${name}`);
        return `${draft}-${name}`;
      });
      const stamps: Record<string, Stamp> = {};
      for (const [name, path] of drafts) {
        stamps[name] = stampOf(statSync(path));
        lend(path, placeOf(name, about)); // now, since from now on another build may drop it
        move(path, this.#use(`${key}-${name}`));
      }
      writeFileSync(draft, JSON.stringify({ about, stamps } satisfies Note<About>));
      move(draft, this.#use(key));
      this.#made += 1;
      return about;
    } finally {
      for (const path of [draft, ...drafts.values()]) rmSync(path, { force: true });
    }
  }

  /** What is said of the files of a key; undefined unless all of them were there, as they were left. */
  #lend<About>(
    key: string,
    placeOf: PlaceOf<About>,
    pathOf = (name: string): string => this.#use(name),
  ): Note<About> | undefined {
    try {
      const note = JSON.parse(readFileSync(pathOf(key), "utf8")) as Note<About>;
      for (const [name, stamp] of Object.entries(note.stamps)) {
        const path = pathOf(`${key}-${name}`);
        if (!isStill(stamp, statSync(path))) return undefined;
        lend(path, placeOf(name, note.about));
      }
      return note;
    } catch (error) {
      // Nothing is there, perhaps since another build just dropped it, or only what a power cut left of it.
      if (isAbsence(error) || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  #use(name: string): string {
    this.#used.add(name);
    return join(this.#folder, name);
  }
}

/** A name for a file that is being written, with the process that writes it. */
const draftIn = (folder: string): string => join(folder, `draft-${process.pid}-${randomUUID()}`);

/** Writes a file as a whole: a build that is killed leaves no half of it under that name. */
export function writeWhole(folder: string, name: string, content: Uint8Array | string): void {
  const draft = draftIn(folder);
  writeFileSync(draft, content);
  move(draft, join(folder, name));
}

/** Once half of what is in a folder is of no use, that goes: not at once, as somebody may build two sites in turn. */
export function dropOthers(folder: string, used: ReadonlySet<string>): void {
  const names = readdirSync(folder);
  if (names.length <= 2 * used.size) return;
  for (const name of names)
    if (!used.has(name) && !isRunning(Number(/^draft-(\d+)-/.exec(name)?.[1])))
      rmSync(join(folder, name), { recursive: true, force: true });
}

export const stampOf = ({ size, mtimeMs }: Stats): Stamp => [size, Math.floor(mtimeMs)];

/** Archives, as CI keeps a cache in, may cut times to whole seconds. */
export function isStill([size, time]: Stamp, stats: Stats): boolean {
  const [sizeNow, timeNow] = stampOf(stats);
  return sizeNow === size && (timeNow === time || timeNow === time - (time % 1000));
}

/** Puts a file at another path too: as another name of it, or as a copy where the system has none. */
export function lend(path: string, to: string): void {
  const there = statSync(to, { throwIfNoEntry: false });
  if (there && isStill(stampOf(statSync(path)), there)) return;
  if (there) rmSync(to, { force: true });
  try {
    linkSync(path, to);
  } catch {
    cpSync(path, to, { preserveTimestamps: true, mode: constants.COPYFILE_FICLONE });
  }
}
