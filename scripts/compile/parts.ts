/** A text, or a URL that counts only while the post that it leads to is live. */
export type Part = string | { readonly post: string; readonly url: string };

/** The text of parts while the posts for which `isLive` holds are live. */
export const joined = (parts: readonly Part[], isLive: (post: string) => boolean): string =>
  parts.map((part) => (typeof part === "string" ? part : isLive(part.post) ? part.url : "")).join("");

/** The same parts with neighbouring texts as one, which most bodies then are. */
export function merged(parts: readonly Part[]): Part[] {
  const result: Part[] = [];
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") text += part;
    else {
      result.push(text, part);
      text = "";
    }
  }
  return [...result, text];
}

/** What is to stand in the place of a URL that is written at a line and column, both counted from 1. */
export interface Exchange {
  readonly written: { readonly url: string; readonly line: number; readonly column: number };
  readonly part: Part;
}

/** A text with some of the URLs in it exchanged. */
export function exchanged(text: string, exchanges: readonly Exchange[]): Part[] {
  const lines = [0];
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) lines.push(end + 1);
  const placed = exchanges.map(({ written, part }) => {
    const start = (lines[written.line - 1] ?? 0) + written.column - 1;
    return { start, end: start + written.url.length, part };
  });

  const parts: Part[] = [];
  let done = 0;
  // Footnotes are rendered last, wherever they were written.
  for (const { start, end, part } of placed.sort((a, b) => a.start - b.start)) {
    if (start < done) continue;
    parts.push(text.slice(done, start), part);
    done = end;
  }
  return merged([...parts, text.slice(done)]);
}
