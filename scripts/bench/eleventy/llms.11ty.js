export const data = { permalink: "llms.txt" };

export const render = ({ site }) => `# ${site.title}

> ${site.title}

Every post is also there as Markdown: its URL without the last slash, with \`.md\` in its place.

## Posts

- [Newest posts](${site.url}/feed.json): JSON Feed with the newest posts
- [Archive](${site.url}/archive/): all posts by year
- [Tags](${site.url}/tags/): all tags, each with its posts and feeds
- [Sitemap](${site.url}/sitemap.xml): the URL of every page
`;
