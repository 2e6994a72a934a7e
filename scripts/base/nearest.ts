import { closest, distance } from "fastest-levenshtein";

/** The candidate that a misspelt name most likely means: at most a third of its letters differ, or two are swapped. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const found = closest(name, [...candidates]);
  return distance(name, found) <= Math.max(name.length > 3 ? 2 : 1, Math.floor(name.length / 3)) ? found : undefined;
}

/** The end of a message about a name that is not there: the one that was meant, or else what was expected. */
export function hint(name: string, candidates: readonly string[], expected: string): string {
  const meant = nearest(name, candidates);
  return meant === undefined ? expected : `did you mean ${meant}?`;
}
