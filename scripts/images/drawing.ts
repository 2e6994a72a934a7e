/** What turned out to be wrong with pictures as they were drawn, by their files below the content folder. */
export type Damaged = ReadonlyMap<string, { readonly error: string }>;

/** Files that pages name before they are drawn. */
export interface Drawings {
  /** How many are to be drawn. */
  readonly count: number;
  /** Draws the one at a path; undefined where there is none. */
  readonly drawOne: (path: string) => Promise<Damaged> | undefined;
  /** Draws all, and calls `onDrawn` after each. Ends early, and rejects, once it is told to stop. */
  readonly drawAll: (onDrawn: () => void, stopped: AbortSignal) => Promise<Damaged>;
}

/**
 * Draws everything while the caller does something else, who awaits `done`. Whoever leaves without that stops it, so that nothing
 * goes on after a build that failed, or writes into the folder that it has taken away.
 */
export function startDrawing(all: readonly Drawings[]) {
  const stop = new AbortController();
  const drawing = all.map((each) => each.drawAll(() => {}, stop.signal));
  const done = Promise.all(drawing);
  done.catch(() => {}); // for whoever awaits it
  return {
    done,
    async [Symbol.asyncDispose](): Promise<void> {
      stop.abort();
      await Promise.allSettled(drawing);
    },
  };
}
