import type { Site } from "../../src/content/site.ts";

/**
 * Crawlers that collect what models are trained on, as their operators say or as the list of
 * https://github.com/ai-robots-txt/ai.robots.txt (August 2026) has it. Those that search, or fetch a page because a person asked,
 * are left out: to turn them away would hide the site from readers.
 */
export const trainers: readonly string[] = [
  "AI2Bot", // https://allenai.org/crawler
  "Ai2Bot-Dolma",
  "Amazonbot", // https://developer.amazon.com/amazonbot
  "anthropic-ai",
  "Applebot-Extended", // https://support.apple.com/en-us/119829
  "Bytespider",
  "CCBot", // https://commoncrawl.org/ccbot
  "ClaudeBot", // https://support.anthropic.com/en/articles/8896518
  "cohere-training-data-crawler",
  "Cotoyogi", // https://ds.rois.ac.jp/en_center8/en_crawler/
  "DeepSeekBot",
  "FacebookBot", // https://developers.facebook.com/docs/sharing/bot/
  "Google-Extended", // https://developers.google.com/search/docs/crawling-indexing/overview-google-crawlers
  "GPTBot", // https://platform.openai.com/docs/bots
  "ICC-Crawler",
  "img2dataset", // https://github.com/rom1504/img2dataset
  "meta-externalagent", // https://developers.facebook.com/docs/sharing/webmasters/web-crawlers
  "omgili",
  "PanguBot",
  "SBIntuitionsBot", // https://www.sbintuitions.co.jp/en/bot/
  "TikTokSpider",
  "Timpibot",
  "VelenPublicWebCrawler", // https://velen.io
  "YandexAdditional",
];

/** Writes robots.txt (RFC 9309). Everything that the site serves may be crawled: drafts are never served. */
export function writeRobots(site: Site): string {
  const everyone = "User-agent: *\nAllow: /\n";
  const policy =
    site.aiCrawlers === "deny" ? `\n${trainers.map((name) => `User-agent: ${name}\n`).join("")}Disallow: /\n` : "";
  return `${everyone}${policy}\nSitemap: ${site.url}/sitemap.xml\n`;
}
