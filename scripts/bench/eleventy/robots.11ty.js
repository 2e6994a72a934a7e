export const data = { permalink: "robots.txt" };

export const render = ({ site }) => `User-agent: *
Allow: /

Sitemap: ${site.url}/sitemap.xml
`;
