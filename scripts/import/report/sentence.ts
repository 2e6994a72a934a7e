import type { Note } from "../source.ts";

/** A note as one sentence. */
export function sentence({ message, of = [] }: Note): string {
  let next = 0;
  return message.replaceAll("…", () => of[next++] ?? "…");
}
