/** A long text that need not be made as long as it would be the same as the last time. */
export interface Lazy {
  /** Short, and different whenever the text might be. */
  readonly recipe: string;
  readonly text: () => string;
}
