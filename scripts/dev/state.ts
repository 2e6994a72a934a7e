/** What an open page must know of the server. */
export interface State {
  /** When it changes, the page has to be fetched again. Empty until something could be compiled. */
  readonly version: string;
  /** When it changes, so have static files, which only a reload refreshes. */
  readonly files: string;
  /** Why the current content can't be shown, as in the terminal; empty if it can. */
  readonly report: string;
  /** What is wrong with single pages of this version, by their paths. */
  readonly pages: Readonly<Record<string, string>>;
}
