const withoutBlob = ["absent", "gone", "redirect"] as const;
const models = ["post", "page", "list", "tags", "archive", "feeds"] as const;
const files = ["rss", "atom", "jsonfeed", "sitemap", "markdown", "text", "json"] as const;

/** Kinds by their numbers in the binary form, of which they are a part. A release that has others names them in its header. */
export const knownKinds = [...withoutBlob, ...models, ...files] as const;

export const magic = "foreedge1";

/**
 * Where the parts of the binary form begin, in bytes. All numbers are little endian.
 *
 * `magic`, padded to 12 bytes; length of the header, number of paths, number of entries (u32 each); the header as JSON,
 * padded to 4 bytes; for the paths in ascending order: where each ends in the text of paths (u32), where its entries end
 * in the list of entries (u32); for the entries: from (u32), modified (u32), kind (u8), key (16 bytes; of a redirect the
 * index of its target's path, u32); last the text of all paths (ASCII). A path without entries is not a route: it is where
 * redirects lead, possibly a URL elsewhere.
 */
export function layout(headerLength: number, paths: number, entries: number) {
  const header = 24;
  const pathEnds = (header + headerLength + 3) & ~3;
  const entryEnds = pathEnds + 4 * paths;
  const froms = entryEnds + 4 * paths;
  const modified = froms + 4 * entries;
  const kind = modified + 4 * entries;
  const keys = kind + entries;
  return { header, pathEnds, entryEnds, froms, modified, kind, keys, text: keys + keyBytes * entries };
}

export const keyBytes = 16;
