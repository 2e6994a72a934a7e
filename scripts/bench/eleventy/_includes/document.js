import { escape, feedLinks } from "./markup.js";

/** The document around the main part of a page. `head` is what only this page says about itself there. */
export function documentOf(site, { path, title, description, head = "", properties = website, isList = false, main }) {
  const url = site.url + path;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${path === "/" ? "" : `${escape(title)} · `}${site.title}</title>
${description ? `<meta name="description" content="${escape(description)}">\n` : ""}<link rel="canonical" href="${url}">
${head}<meta property="og:title" content="${escape(title)}">
${description ? `<meta property="og:description" content="${escape(description)}">\n` : ""}<meta property="og:url" content="${url}">
${properties}${(everywhere ??= headOf(site))}</head>
<body${isList ? ' class="h-feed"' : ""}>
<a class="skip" href="#page:main">Skip to the text</a>
<header class="masthead">
${path === "/" ? `<h1 class="site p-name">${site.title}</h1>` : `<p class="site"><a href="/" rel="home">${site.title}</a></p>`}
<nav aria-label="Site">
<ul>
<li><a href="/archive/"${path === "/archive/" ? ' aria-current="page"' : ""}>Archive</a></li>
<li><a href="/tags/"${path === "/tags/" ? ' aria-current="page"' : ""}>Tags</a></li>
</ul>
</nav>
</header>
<main id="page:main">
${main}
</main>
<footer class="colophon">
<p><a href="/feeds/">Subscribe</a> · <a href="/rss.xml" type="application/rss+xml">RSS</a></p>
</footer>
</body>
</html>
`;
}

const website = '<meta property="og:type" content="website">\n';

let everywhere;

const headOf = (site) => `${feedLinks(site.title, "/")}<meta name="color-scheme" content="light dark">
<link rel="icon" href="/favicon.ico" sizes="32x32">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="/apple-touch-icon.png">
<link rel="manifest" href="/manifest.webmanifest">
<meta property="og:site_name" content="${site.title}">
<meta name="twitter:card" content="summary">
<style>${site.style}</style>
`;
