/** A text that grows, by what it consists of. */
export interface Pattern {
  readonly name: string;
  /** Of about so many characters. */
  readonly textOf: (size: number) => string;
  /** For which of them, where that is not 50, 100 and 200 kB. */
  readonly sizes?: Sizes;
}

export type Sizes = readonly [small: number, medium: number, large: number];

export const fill = (unit: string, size: number): string => unit.repeat(Math.max(1, Math.floor(size / unit.length)));

export const matter = "---\ntitle: A\ndate: 2024-01-01\n---\n";

/** As many units as it takes, each of which differs from the others. */
export function countedOf(unit: (n: number) => string, size: number): string {
  let text = "";
  for (let n = 1; text.length < size; n += 1) text += unit(n);
  return text;
}
