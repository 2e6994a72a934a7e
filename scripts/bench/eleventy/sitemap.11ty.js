import { iso } from "./_includes/markup.js";

export const data = { permalink: "sitemap.xml" };

export const render = ({ site, collections }) => `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${["/", "/archive/", "/tags/"].map((path) => `<url><loc>${site.url}${path}</loc></url>\n`).join("")}${collections.posts.map(({ url, date }) => `<url><loc>${site.url}${url}</loc><lastmod>${iso(date)}</lastmod></url>\n`).join("")}</urlset>
`;
