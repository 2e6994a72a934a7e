/**
 * Runs `work` over all items, at most `width` at a time; results are in the items' order. Rejects with the first failure, after
 * which nothing is begun, and once nothing goes on any more.
 */
export async function parallel<Item, Result>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = Iterator.from(items).map((item, index) => ({ item, index })); // shared: each takes what the others left
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const { item, index } of queue) {
      if (failures.length > 0) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
