import { withCommas } from "../base/order.ts";
import type { PictureError } from "./pictures/picture-problem.ts";

/** What turned out to be wrong with pictures as they were drawn, by their files below the content folder. */
export type Damaged = ReadonlyMap<string, PictureError>;

/** `cache` has what earlier builds made; `out` is the folder of static assets. */
export interface Folders {
  readonly cache: string;
  readonly out: string;
}

/** Files that pages name before they are drawn. */
export interface Drawings {
  /** How many pictures are to be drawn, each of one file or several. */
  readonly count: number;
  /** Draws the picture that has a file at a path, all of it; undefined where none has. */
  readonly drawOne: (path: string) => Promise<Damaged> | undefined;
  /** Draws all, calls `onDrawn` after each, and begins none once it is told to stop. */
  readonly drawAll: (onDrawn: () => void, stopped: AbortSignal) => Promise<Damaged>;
  /** Ends a build that succeeded: of what earlier ones have drawn, that goes which is of no use any more. */
  readonly drop: () => void;
}

export const countOf = (all: readonly Drawings[]): number => all.reduce((sum, { count }) => sum + count, 0);

/** Shows a line that changes while something goes on, given the seconds that it has taken; gives what ends that. */
export type Show = (line: (seconds: number) => string) => () => void;

/**
 * Draws everything while the caller does something else, who awaits `done`. Whoever leaves without that stops it, so that nothing
 * goes on after a build that failed, or writes into the folder that it has taken away.
 */
export function startDrawing(all: readonly Drawings[], show?: Show) {
  const count = countOf(all);
  let drawn = 0;
  const end = count === 0 ? undefined : show?.((seconds) => progressLine(drawn, count, seconds));
  const stop = new AbortController();
  const drawing = all.map((each) => each.drawAll(() => void drawn++, stop.signal));
  const done = Promise.all(drawing)
    .then((damaged): Damaged => new Map(damaged.flatMap((each) => [...each])))
    .finally(() => end?.());
  done.catch(() => {}); // for whoever awaits it
  return {
    done,
    async [Symbol.asyncDispose](): Promise<void> {
      stop.abort();
      await Promise.allSettled(drawing);
    },
  };
}

/** "drawing pictures 34 of 150, about 20 s left" */
export function progressLine(drawn: number, count: number, seconds: number): string {
  const line = `drawing pictures ${withCommas(drawn)} of ${withCommas(count)}`;
  if (drawn === 0 || drawn === count) return line;
  const left = (seconds / drawn) * (count - drawn);
  return `${line}, about ${left < 90 ? `${Math.ceil(left)} s` : `${Math.round(left / 60)} min`} left`;
}
