import type { Site } from "../../src/content/site.ts";
import { pathOf } from "../../src/content/slug.ts";

/** A page for those who read Markdown, its URL absolute. */
export interface LlmsLink {
  readonly title: string;
  readonly url: string;
  readonly description?: string;
}

/**
 * Writes llms.txt (https://llmstxt.org/): a heading, a summary in a quote, and sections of links. It lists the undated
 * pages and says where the posts are found, but lists no post, so that a new post doesn't change it.
 */
export function writeLlms(site: Site, pages: readonly LlmsLink[]): string {
  const own = (site.taxonomies ?? []).filter(({ index }) => index);
  const ways: LlmsLink[] = [
    { title: "Newest posts", url: `${site.url}/feed.json`, description: "JSON Feed with the newest posts" },
    { title: "Archive", url: `${site.url}/archive/`, description: "all posts by year" },
    { title: "Tags", url: `${site.url}/tags/`, description: "all tags, each with its posts and feeds" },
    ...own.map(({ name, title }) => ({
      title,
      url: site.url + pathOf(name),
      description: "all of them, each with its posts",
    })),
    { title: "Sitemap", url: `${site.url}/sitemap.xml`, description: "the URL of every page" },
  ];
  const parts = [
    `# ${inline(site.title)}`,
    `> ${inline(site.description ?? site.title)}`,
    "Every post is also there as Markdown: its URL without the last slash, with `.md` in its place.",
    section("Posts", ways),
    ...(pages.length === 0 ? [] : [section("Pages", pages)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

const section = (title: string, links: readonly LlmsLink[]): string =>
  `## ${title}\n\n${links.map((link) => `- [${inline(link.title)}](${link.url})${note(link.description)}`).join("\n")}`;

const note = (description: string | undefined): string => (description === undefined ? "" : `: ${inline(description)}`);

/** Plain text as one line of Markdown. */
const inline = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>]/g, String.raw`\$&`);
