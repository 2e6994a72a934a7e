import type { FeedItem } from "./feed.ts";

/**
 * The same function, which does its work once for each item. An item is in many feeds: the site's, those of its tags and authors, and
 * again at each later moment of the timeline; to escape its content costs more than all the rest of a feed.
 */
export function perItem<T>(write: (item: FeedItem) => T): (item: FeedItem) => T {
  const written = new WeakMap<FeedItem, { readonly as: T }>();
  return (item) => {
    const known = written.get(item) ?? { as: write(item) };
    written.set(item, known);
    return known.as;
  };
}
