import { escapedHtml } from "../../feeds/feed.ts";
import { feedHtml } from "../../feeds/feed-html.ts";
import { writeLlms } from "../../feeds/llms.ts";
import { writeMarkdown } from "../../feeds/markdown-source.ts";
import { writeOpenSearch } from "../../feeds/opensearch.ts";
import { writeRobots } from "../../feeds/robots.ts";
import { writeSitemap, writeSitemapIndex } from "../../feeds/sitemap.ts";
import { writers } from "../../feeds/writers.ts";
import { firstParagraph } from "../../routes/list-routes.ts";
import { linkedHtml, linkedMarkdown } from "../../site/linked-bodies.ts";
import { itself, type Maker } from "../../store/text.ts";

const all: readonly Maker[] = [
  itself,
  linkedHtml,
  linkedMarkdown,
  firstParagraph,
  feedHtml,
  escapedHtml,
  writeMarkdown,
  writeSitemap,
  writeSitemapIndex,
  writeRobots,
  writeLlms,
  writeOpenSearch,
  ...Object.values(writers),
];

/** The functions that derive texts, by their names: a thread can be sent no others. */
export const makers: Readonly<Record<string, Maker>> = Object.fromEntries(all.map((make) => [make.name, make]));
