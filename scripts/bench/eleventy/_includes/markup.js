const special = /[&<>"]/;
const references = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escape = (text) =>
  special.test(text) ? text.replace(/[&<>"]/g, (char) => references[char]) : String(text);

/** A date in ISO 8601, to the second. */
export const iso = (date) => date.toISOString().replace(".000Z", "Z");

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export const time = (date, role) =>
  `<time${role ? ` class="${role}"` : ""} datetime="${iso(date)}">${day.format(date)}</time>`;

export const tagLinks = (topics) =>
  topics
    .map(({ path, title }) => `<a class="p-category" rel="tag" href="${path}">${escape(title)}</a>`)
    .join(", ");

export const ledger = (posts) => `<ul class="ledger">
${posts.map(({ url, data, date }) => `<li><a href="${url}">${escape(data.title)}</a> ${time(date)}</li>\n`).join("")}</ul>`;

export const jsonLd = (data) =>
  `<script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", ...data }).replaceAll("<", "\\u003c")}</script>\n`;

const formats = [
  ["application/rss+xml", "rss.xml", "RSS"],
  ["application/atom+xml", "atom.xml", "Atom"],
  ["application/feed+json", "feed.json", "JSON Feed"],
];

export const feedLinks = (title, path) =>
  formats
    .map(
      ([type, file, name]) =>
        `<link rel="alternate" type="${type}" title="${escape(title)} (${name})" href="${path}${file}">\n`,
    )
    .join("");
