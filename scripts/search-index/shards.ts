import type { Bucket } from "../../src/search/shard.ts";
import { Bytes } from "./bytes.ts";

/** Neighbouring buckets that are one file. */
export interface ShardOfBuckets {
  /** Where its part of all words begins. */
  readonly beginning: string;
  readonly buckets: readonly Bucket[];
}

/** In bytes. A bucket that is larger is a shard of its own. */
const limit = 32 * 1024;

/**
 * Cuts all buckets, which are in order, into shards. Words that begin alike are packed together while they fit: a beginning with
 * more than a shard is divided into runs of the characters that follow it. So what one article changes moves no cuts
 * outside that beginning.
 */
export function cutIntoShards(buckets: readonly Bucket[]): readonly ShardOfBuckets[] {
  const [first, ...others] = divide(buckets, 0);
  return [{ beginning: "", buckets: first?.buckets ?? [] }, ...others];
}

function divide(buckets: readonly Bucket[], depth: number): ShardOfBuckets[] {
  const shards: { beginning: string; buckets: Bucket[]; size: number }[] = [];
  let isOpen = false;
  for (const [beginning, group] of Map.groupBy(buckets, ({ key }) =>
    Array.from(key)
      .slice(0, depth + 1)
      .join(""),
  )) {
    const size = group.reduce((sum, { key, bytes }) => sum + headSize(key) + bytes.length, 0);
    const open = isOpen ? shards.at(-1) : undefined;
    if (size > limit && group.length > 1) {
      for (const { beginning, buckets } of divide(group, depth + 1))
        shards.push({ beginning, buckets: [...buckets], size: limit });
      isOpen = false;
    } else if (open && open.size + size <= limit) {
      open.buckets.push(...group);
      open.size += size;
    } else {
      shards.push({ beginning, buckets: group, size });
      isOpen = true;
    }
  }
  return shards;
}

/** Bytes before a bucket, about. */
const headSize = (key: string): number => 3 * key.length + 3;

/** The file, in the form that src/search/shard.ts reads. */
export function shardBytes({ buckets }: ShardOfBuckets): Uint8Array {
  const bytes = new Bytes(limit + 1024).number(buckets.length);
  for (const { key, bytes: its } of buckets) bytes.text(key).number(its.length);
  for (const { bytes: its } of buckets) bytes.put(its);
  return bytes.written;
}
