/** A read, and the one that was begun because it failed or took too long. */
interface Reading<Value> {
  readonly value: Promise<Value>;
  next?: Reading<Value>;
}

// Where one read in five is of no use, three in a row are often enough to be seen.
const tries = 4;

/**
 * Reads what never changes, by key. Who asks for the same at the same time shares one read. One that fails, or takes longer than
 * `patience`, in milliseconds, is followed by another, and that by two more, each after two thirds of the time; whichever answers first wins.
 * Nobody waits longer than three times that patience. Errors say with `silence` who has not answered.
 */
export function sharedReads<Value>(
  read: (key: string) => Promise<Value>,
  { silence, patience }: { readonly silence: string; readonly patience: number },
): (key: string) => Promise<Value> {
  const underway = new Map<string, Reading<Value>>();

  function begin(key: string): Reading<Value> {
    const reading: Reading<Value> = { value: read(key) };
    underway.set(key, reading);
    return reading;
  }

  // Everyone who waits keeps time and clears up: a read ends with the request that began it, and perhaps tells nobody.
  async function outcome(key: string, reading: Reading<Value>, value: Promise<Value>, wait: number): Promise<Value> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`${silence} for ${wait} ms`)), wait);
    try {
      return await Promise.race([value, late]);
    } finally {
      clearTimeout(timer);
      if (underway.get(key) === reading) underway.delete(key);
    }
  }

  return async (key) => {
    let reading = underway.get(key) ?? begin(key);
    const earlier: Promise<Value>[] = [];
    for (let left = tries; ; left--) {
      const { value } = reading;
      // Whichever comes first: who answers may be slow rather than broken.
      const first = Promise.race([value, ...earlier.map((before) => before.catch(() => value))]);
      earlier.push(value);
      try {
        return await outcome(key, reading, first, left === tries ? patience : (patience * 2) / 3);
      } catch (error) {
        if (left === 1) throw error;
        reading = reading.next ??= begin(key);
      }
    }
  };
}
