/** What an open page must know of the server. */
export interface State {
  /** Another one: the page has to be fetched again. Empty before anything could be compiled. */
  readonly version: string;
  /** Another one: static files have changed, which pages hold in ways that only a reload renews. */
  readonly files: string;
  /** Why the content can't be shown as it is now, as the terminal says it; empty when it can. */
  readonly report: string;
}
