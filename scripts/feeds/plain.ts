import { escapeXml, type Markup, trusted } from "../../src/markup.ts";

/**
 * Plain text in RSS, as titles and categories are. Character references by number tell readers that guess apart from HTML that was
 * escaped. https://www.rssboard.org/rss-profile#data-types-characterdata
 */
export const plain = (text: string): Markup =>
  trusted(escapeXml(text).replaceAll("&amp;", "&#x26;").replaceAll("&lt;", "&#x3C;"));
