/** A long text that need not be made as long as it would be the same as the last time. */
export interface Lazy {
  /** Short, and different whenever the text might be. */
  readonly recipe: string;
  readonly text: () => string;
}

/** Makes an object when it is asked for, and gives the same one again as long as its memory is not needed for something else. */
export function remembered<T extends object>(make: () => T): () => T {
  let last: WeakRef<T> | undefined;
  return () => {
    const known = last?.deref();
    if (known) return known;
    const made = make();
    last = new WeakRef(made);
    return made;
  };
}
