/** Runs `work` over all items, at most `width` at a time; results are in the items' order. The first failure rejects. */
export async function parallel<Item, Result>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = Iterator.from(items).map((item, index) => ({ item, index })); // shared: each takes what the others left
  const worker = async (): Promise<void> => {
    for (const { item, index } of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
