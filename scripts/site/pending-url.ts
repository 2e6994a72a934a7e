import type { Written } from "../markdown/pieces.ts";

/** What is filled into a text. A URL that leads to a post counts only while that is live. */
export interface Part {
  readonly text: string;
  /** The post's file. */
  readonly post?: string;
}

/** Tells of the file of a post whether it is live. */
export type IsLive = (post: string) => boolean;

/** What a part says. A link to a post that isn't live leads nowhere. */
export const shown = ({ text, post }: Part, isLive: IsLive): string => (post === undefined || isLive(post) ? text : "");

/** What is to stand in the place of a URL. */
export interface Exchange {
  readonly written: Written;
  readonly part: Part;
}

/** A text with some of the URLs in it exchanged. */
export function exchanged(
  text: string,
  exchanges: readonly { readonly written: Written; readonly url: string }[],
): string {
  let result = "";
  let done = 0;
  // Footnotes are rendered last, wherever they were written.
  for (const { written, url } of exchanges.toSorted((a, b) => a.written.start - b.written.start)) {
    if (written.start < done) continue;
    result += text.slice(done, written.start) + url;
    done = written.start + written.url.length;
  }
  return result + text.slice(done);
}
