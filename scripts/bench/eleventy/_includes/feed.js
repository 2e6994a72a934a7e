import { escape, iso } from "./markup.js";

const titleOf = (site, { title }) => (title ? `${title} · ${site.title}` : site.title);

export const writers = { "rss.xml": writeRss, "atom.xml": writeAtom, "feed.json": writeJson };

function writeRss(site, list) {
  const [title, home] = [escape(titleOf(site, list)), site.url + list.path];
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${title}</title>
<link>${home}</link>
<description>${site.title}</description>
<language>en</language>
<lastBuildDate>${list.posts[0].date.toUTCString()}</lastBuildDate>
<atom:link rel="self" type="application/rss+xml" href="${home}rss.xml"/>
${list.posts
  .map(
    ({ url, date, data, content }) => `<item>
<title>${escape(data.title)}</title>
<link>${site.url}${url}</link>
<guid>${site.url}${url}</guid>
<pubDate>${date.toUTCString()}</pubDate>
${data.authors.map(({ title }) => `<dc:creator>${escape(title)}</dc:creator>\n`).join("")}${data.topics.map(({ title }) => `<category>${escape(title)}</category>\n`).join("")}<description>${escape(data.description)}</description>
<content:encoded>${escape(content)}</content:encoded>
</item>
`,
  )
  .join("")}</channel>
</rss>
`;
}

function writeAtom(site, list) {
  const home = site.url + list.path;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${home}</id>
<title>${escape(titleOf(site, list))}</title>
<subtitle>${site.title}</subtitle>
<updated>${iso(list.posts[0].date)}</updated>
<author><name>${site.title}</name></author>
<link rel="self" type="application/atom+xml" href="${home}atom.xml"/>
<link rel="alternate" type="text/html" href="${home}"/>
${list.posts
  .map(
    ({ url, date, data, content }) => `<entry>
<id>${site.url}${url}</id>
<title>${escape(data.title)}</title>
<link rel="alternate" type="text/html" href="${site.url}${url}"/>
<published>${iso(date)}</published>
<updated>${iso(date)}</updated>
${data.authors.map(({ title, path }) => `<author><name>${escape(title)}</name><uri>${site.url}${path}</uri></author>\n`).join("")}${data.topics.map(({ title }) => `<category term="${escape(title)}"/>\n`).join("")}<summary>${escape(data.description)}</summary>
<content type="html">${escape(content)}</content>
</entry>
`,
  )
  .join("")}</feed>
`;
}

function writeJson(site, list) {
  const home = site.url + list.path;
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: titleOf(site, list),
    home_page_url: home,
    feed_url: `${home}feed.json`,
    language: "en",
    items: list.posts.map(({ url, date, data, content }) => ({
      id: site.url + url,
      url: site.url + url,
      title: data.title,
      content_html: content,
      summary: data.description,
      date_published: iso(date),
      authors: data.authors.map(({ title, path }) => ({ name: title, url: site.url + path })),
      tags: data.topics.map(({ title }) => title),
    })),
  });
}
