/** Runs `work` over all items, at most `width` at a time; results are in the items' order. The first failure rejects. */
export async function parallel<Item, Result>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = Iterator.from(items); // shared, so that each worker takes what the others left
  let count = 0;
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      const index = count++;
      results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
