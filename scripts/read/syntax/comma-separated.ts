/** Where the names begin in the source of a value, which is a list separated by commas. Remembered for the value. */
export function partsIn(value: object, source: string): readonly number[] {
  const starts = known.get(value) ?? partsOf(source);
  known.set(value, starts);
  return starts;
}

// All of its names are asked for one after the other.
const known = new WeakMap<object, readonly number[]>();

/** Where the names in a text separated by commas begin. */
export function partsOf(source: string): readonly number[] {
  let before = 0;
  return source.split(",").map((part) => {
    const start = before + (/^["'\s]*/.exec(part)?.[0].length ?? 0);
    before += part.length + 1;
    return start;
  });
}
