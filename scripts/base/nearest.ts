import { closest, distance } from "fastest-levenshtein";

/** The candidate that a misspelt name most likely means, if one is near. */
export type Nearest = (name: string, candidates: readonly string[]) => string | undefined;

/** The name that a misspelt one most likely means: at most a third of its letters differ, or two are swapped. */
export const nearest: Nearest = (name, candidates) => {
  if (candidates.length === 0) return undefined;
  const found = closest(name, [...candidates]);
  return distance(name, found) <= Math.max(name.length > 3 ? 2 : 1, Math.floor(name.length / 3)) ? found : undefined;
};
