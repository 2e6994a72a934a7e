import type { Site } from "../content/site.ts";

/**
 * Crawlers that collect text to train models, by the names that their operators document or that
 * https://github.com/ai-robots-txt/ai.robots.txt (November 2026) lists as trainers. Those that search, or fetch a page
 * because a person asked, are left out: to refuse them would hide the site from readers.
 */
export const trainers: readonly string[] = [
  "AI2Bot", // https://allenai.org/crawler
  "Ai2Bot-Dolma",
  "Amazonbot", // https://developer.amazon.com/amazonbot
  "anthropic-ai",
  "Applebot-Extended", // https://support.apple.com/119829
  "bedrockbot", // https://docs.aws.amazon.com/bedrock/
  "Bytespider",
  "CCBot", // https://commoncrawl.org/ccbot
  "ClaudeBot", // https://support.anthropic.com
  "cohere-training-data-crawler",
  "Cotoyogi", // https://ds.rois.ac.jp/en_center8/en_crawler/
  "DeepSeekBot",
  "Diffbot", // https://docs.diffbot.com
  "FacebookBot", // https://developers.facebook.com/docs/sharing/bot
  "Google-Extended", // https://developers.google.com/crawling/docs/crawlers-fetchers/google-common-crawlers
  "GPTBot", // https://platform.openai.com/docs/bots
  "ICC-Crawler", // https://ucri.nict.go.jp/en/icccrawler.html
  "img2dataset", // https://github.com/rom1504/img2dataset
  "meta-externalagent", // https://developers.facebook.com/docs/sharing/webmasters/web-crawlers
  "omgili", // https://webz.io/bot.html
  "PanguBot",
  "SBIntuitionsBot", // https://www.sbintuitions.co.jp/en/bot/
  "TikTokSpider",
  "Timpibot", // https://timpi.io
  "VelenPublicWebCrawler", // https://velen.io
  "webzio-extended", // https://webz.io/bot.html
  "YandexAdditional", // https://yandex.ru/support/webmaster
];

/** Writes robots.txt (RFC 9309). Everything that the site serves may be crawled: drafts are never served. */
export function writeRobots(site: Site): string {
  const everyone = "User-agent: *\nAllow: /\n";
  const policy =
    site.aiCrawlers === "deny" ? `\n${trainers.map((name) => `User-agent: ${name}\n`).join("")}Disallow: /\n` : "";
  return `${everyone}${policy}\nSitemap: ${site.url}/sitemap.xml\n`;
}
