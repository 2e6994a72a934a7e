import type { FeedKind } from "../../src/content/feed-formats.ts";
import { writeAtom } from "./atom.ts";
import type { Feed } from "./feed.ts";
import { writeJsonFeed } from "./json-feed.ts";
import { writeRss } from "./rss.ts";

type Writers = Readonly<Record<FeedKind, (feed: Feed) => string>>;

/** What writes each format. */
export const writers: Writers = { rss: writeRss, atom: writeAtom, jsonfeed: writeJsonFeed };
