import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import { engine } from "../base/engine.ts";
import { inThreads } from "../base/threads.ts";
import { importModule } from "../base/program/import-module.ts";
import { KeptFiles } from "../store/kept-files.ts";
import { isLegible, missingIn } from "./cards/repertoire.ts";
import type { Damaged, Drawings, Folders } from "./drawing.ts";

/** What a card says. */
export interface Design {
  readonly title: string;
  /** What stands below it: a post's author and day, as readers see them. */
  readonly details: readonly string[];
  /** In place of those, what a page, an author or the site says about itself in a sentence. */
  readonly lead?: string;
  /** The site's name, which stands above unless it is the title. */
  readonly site: string;
  /** BCP 47; decides how Chinese characters are drawn. */
  readonly language: string;
  /** `#rrggbb` */
  readonly accent?: string;
}

export interface Card extends Design {
  /**
   * Digest of the article's file, or of that of a series' first live part: the card's name depends on it, and so tells nobody who doesn't have the text.
   * Nothing where the card is of what `site.yaml` says.
   */
  readonly owner: string;
}

/** A card to be drawn, under what it is kept, and where it is wanted. */
export interface Job {
  readonly design: Design;
  readonly key: string;
  readonly path: string;
}

/** What threads are told: where to, and whether to go on, which they do until `stop` begins with something else than 0. */
export interface Settings extends Folders {
  readonly stop: Int32Array;
}

const script = new URL("./cards/card-thread.ts", import.meta.url);
const drawing = new URL("./cards/put-card.ts", import.meta.url);
const code = codeDigest(script);

/** What names on the site depend on beside the card. Count `version` up where a change of the code changes the bytes. */
const recipe = JSON.stringify({
  version: 4,
  packages: Object.entries(engine.dependencies).filter(([name]) => /fontsource|harfbuzz|bidi/.test(name)),
});

// No card is ever wrong.
const none: Damaged = new Map();

// A thread takes the time of so many cards to load what draws them.
const fewCards = 150;
// So few are not worth a thread. Above all, a process that builds again and again would start thousands of threads that load
// WebAssembly, after which V8 may end it ("Check failed: jit_page.has_value()").
const veryFewCards = 12;

/**
 * Plans the pictures that link previews show, 1200×630 PNG: gives their paths in the order of the cards, `/cards/NAME.png` below the
 * folder of static assets, and undefined for one that would be blank, since no font has most of the letters of its title, nor of
 * the site's name: the `missing` ones. What earlier builds have drawn is put there at once, all else is left to
 * be drawn.
 */
export function planCards(cards: readonly Card[], folders: Folders) {
  const { cache, out } = folders;
  mkdirSync(join(out, "cards"), { recursive: true });
  const kept = new KeptFiles(cache, "cards");
  const jobs = cards.map(({ owner, ...design }): Job | undefined => {
    if (![design.title, design.site].some(isLegible)) return undefined;
    const shown = JSON.stringify(design);
    return { design, key: digestOf(`${code} ${shown}`), path: `/cards/${digestOf(`${recipe} ${shown} ${owner}`)}.png` };
  });
  const lend = ({ key, path }: Job): boolean => kept.lend(key, () => join(out, path)) === true;
  const missing = jobs.filter((job) => job !== undefined).filter((job) => !lend(job));

  /** In this thread, since it takes far longer to load what draws than to draw: once, however many cards are asked for. */
  async function drawHere(job: Job) {
    const { putCard } = (await importModule(drawing)) as typeof import("./cards/put-card.ts");
    await putCard(kept, out, job);
    return none;
  }

  async function drawFew(jobs: readonly Job[], onDrawn: () => void, stopped: AbortSignal) {
    for (const job of jobs) {
      stopped.throwIfAborted();
      await drawHere(job);
      onDrawn();
    }
    return none;
  }

  /** In threads, so that what else this one does goes on. */
  async function drawMany(jobs: readonly Job[], onDrawn: () => void, stopped: AbortSignal) {
    const width = Math.min(availableParallelism(), Math.ceil(jobs.length / fewCards));
    const batch = Math.ceil(jobs.length / (2 * width)); // all is sent at once, so that no thread waits for this one
    const take = (job: Job): void => {
      lend(job); // marks it as in use
      onDrawn();
    };
    // A thread that is ended while it loads takes the process with it (nodejs/node#53238), so they leave jobs undone instead.
    const stop = new Int32Array(new SharedArrayBuffer(4));
    stopped.addEventListener("abort", () => Atomics.store(stop, 0, 1));
    await inThreads({ script, settings: { ...folders, stop } satisfies Settings, width, batch }, jobs, {
      jobOf: (job) => job,
      take,
    });
    stopped.throwIfAborted();
    return none;
  }

  const drawings: Drawings = {
    count: missing.length,
    drawOne: (path) => {
      const job = missing.find((each) => each.path === path);
      return job && drawHere(job);
    },
    drawAll: (onDrawn, stopped) => (missing.length <= veryFewCards ? drawFew : drawMany)(missing, onDrawn, stopped),
    drop: () => kept.drop(),
  };
  const blank = cards.filter((_, index) => jobs[index] === undefined);
  const letters = new Set(blank.flatMap(({ title, site }) => missingIn(title + site)));
  return { paths: jobs.map((job) => job?.path), missing: [...letters], drawings };
}
