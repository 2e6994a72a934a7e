/** The formats of feeds, the one for undecided readers first. Each list that has feeds has one in each of them, as a file below its path. */
export const feedFormats = [
  { kind: "rss", file: "rss.xml", type: "application/rss+xml", name: "RSS" },
  { kind: "atom", file: "atom.xml", type: "application/atom+xml", name: "Atom" },
  { kind: "jsonfeed", file: "feed.json", type: "application/feed+json", name: "JSON Feed" },
] as const;

export type FeedKind = (typeof feedFormats)[number]["kind"];

export const isFeed = (kind: string): kind is FeedKind => feedFormats.some((format) => format.kind === kind);

/** A value for each format. */
export const eachFormat = <T>(value: (format: (typeof feedFormats)[number]) => T): Readonly<Record<FeedKind, T>> =>
  Object.fromEntries(feedFormats.map((format) => [format.kind, value(format)])) as Record<FeedKind, T>;
