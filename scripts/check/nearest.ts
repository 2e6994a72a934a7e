import { closest, distance } from "fastest-levenshtein";

/** The candidate that most likely was meant: not more than half of its letters away. Two letters in the wrong order are two. */
export function nearestOf(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const found = closest(name, [...candidates]);
  return distance(name, found) <= Math.max(2, Math.floor(name.length / 2)) ? found : undefined;
}
