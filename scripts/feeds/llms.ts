import type { Link, Site } from "../../src/content/site.ts";
import { pathOf } from "../../src/content/slug.ts";

/**
 * Writes llms.txt (https://llmstxt.org/): a heading, a summary in a quote, and sections of links. It lists the undated
 * pages and says where the posts are found, but lists no post, so that a new post doesn't change it.
 */
export function writeLlms(site: Site, pages: readonly Link[]): string {
  const own = (site.taxonomies ?? []).filter(({ index }) => index);
  const parts = [
    `# ${inline(site.title)}`,
    `> ${inline(site.description ?? site.title)}`,
    "Every post is also there as Markdown: its URL without the last slash, with `.md` in its place.",
    "## Posts",
    [
      `- [Newest posts](${site.url}/feed.json): JSON Feed with the newest posts`,
      `- [Archive](${site.url}/archive/): all posts by year`,
      `- [Tags](${site.url}/tags/): all tags, each with its posts and feeds`,
      ...own.map(({ name, title }) => `${item(site, { title, path: pathOf(name) })}: all of them, each with its posts`),
      `- [Sitemap](${site.url}/sitemap.xml): the URL of every page`,
    ].join("\n"),
    ...(pages.length === 0 ? [] : ["## Pages", pages.map((page) => item(site, page)).join("\n")]),
  ];
  return `${parts.join("\n\n")}\n`;
}

const item = ({ url }: Site, { title, path }: Link): string => `- [${inline(title)}](${url}${path})`;

/** Plain text as one line of Markdown. */
const inline = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>]/g, String.raw`\$&`);
