/** By code unit, so that the order is the same on every machine. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `12,345` */
export const withCommas = (count: number): string => count.toLocaleString("en");

export const plural = (count: number, noun: string): string => `${withCommas(count)} ${noun}${count === 1 ? "" : "s"}`;

/** `posts/a.md and 2 other files` */
export const withOthers = ([first = "", ...more]: readonly string[], noun: string): string =>
  more.length === 0 ? first : `${first} and ${plural(more.length, `other ${noun}`)}`;

export const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 2 : 0)} MB`;
