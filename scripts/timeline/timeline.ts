import { always } from "../base/moments.ts";
import type { Moment } from "../../src/content/date.ts";
import type { Entry, Target } from "../../src/content/release.ts";

/** Two parts of the site want the same path: the author has to decide. */
export interface Collision {
  readonly path: string;
  readonly owners: readonly [string, string];
}

/** What every path answers with, now and at each moment to come. Filled in ascending order of moments. */
export class Timeline {
  /** Paths in canonical form. */
  readonly paths = new Map<string, Entry[]>();
  /** Each collision once, by its path and owners. */
  readonly collisions = new Map<string, Collision>();
  readonly #owners = new Map<string, string>();

  /** The first owner of a path keeps it; `owner` names what makes the route, for messages. */
  claim(path: string, owner: string): boolean {
    const first = this.#owners.get(path);
    if (first === undefined) this.#owners.set(path, owner);
    else if (first !== owner) this.#collide(path, [first, owner]);
    return first === undefined || first === owner;
  }

  #collide(path: string, owners: Collision["owners"]): void {
    this.collisions.set(`${path} ${owners.join()}`, { path, owners });
  }

  /** States what a path answers with from a moment on. Stating its present answer again changes nothing. */
  set(path: string, from: Moment, target: Target | undefined): void {
    const entries = this.paths.get(path);
    if (sameAnswer(entries?.at(-1)?.target, target)) return;
    const isChange = entries !== undefined && target !== undefined && "modified" in target;
    const answer = isChange ? { ...target, modified: Math.max(target.modified, from) } : target;
    if (entries) entries.push({ from, target: answer });
    else this.paths.set(path, [{ from, target: answer }]);
  }

  /** Exchanges the keys of blobs for others. Where two answers in a row turn out to be the same, the later one changes nothing. */
  exchangeKeys(keyOf: (key: string) => string): void {
    for (const [path, entries] of this.paths) {
      const answers = entries.map(({ from, target }): Entry => {
        return { from, target: target && "key" in target ? { ...target, key: keyOf(target.key) } : target };
      });
      const isNew = ({ target }: Entry, index: number): boolean =>
        index === 0 || !sameAnswer(answers[index - 1]?.target, target);
      this.paths.set(path, answers.filter(isNew));
    }
  }

  /**
   * Adds collisions of paths that an export would have to write as a file and a folder at once: `/a.md` of one post and
   * `/a.md/` of another. `files` are the static ones.
   */
  findFilesAsFolders(files: Iterable<string>): void {
    const answering = [...this.paths].flatMap(([path, entries]) => (entries.some(isWritten) ? [path] : []));
    const written = [...files, ...answering];
    const names = new Set(written.filter((path) => !path.endsWith("/")));
    for (const path of written)
      for (let end = path.indexOf("/", 1); end !== -1; end = path.indexOf("/", end + 1)) {
        const file = path.slice(0, end);
        if (!names.has(file)) continue;
        this.#collide(path, [this.#owners.get(file) ?? file, this.#owners.get(path) ?? path]);
        break;
      }
  }

  /** All moments at which a path changes, ascending. */
  moments(): Moment[] {
    const moments = new Set(this.paths.values().flatMap((entries) => entries.map(({ from }) => from)));
    return [...moments].filter((moment) => moment > always).sort((a, b) => a - b);
  }
}

const isWritten = ({ target }: Entry): boolean => target !== undefined && "key" in target;

function sameAnswer(a: Target | undefined, b: Target | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.kind === "redirect") return b.kind === "redirect" && a.to === b.to;
  if (a.kind === "gone") return b.kind === "gone";
  return a.kind === b.kind && "key" in b && a.key === b.key;
}
