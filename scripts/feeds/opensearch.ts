import type { Site } from "../../src/content/site.ts";
import { openSearchPath, openSearchType, searchPath } from "../../src/search/paths.ts";
import { xml } from "../../src/markup.ts";

/** Writes what tells browsers how to search the site: https://github.com/dewitt/opensearch, whose bounds its texts keep. */
export const writeOpenSearch = ({ title, description, url, language }: Site): string =>
  xml`<?xml version="1.0" encoding="utf-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${cut(title, 16)}</ShortName>
<LongName>${cut(title, 48)}</LongName>
<Description>${cut(description ?? title, 1024)}</Description>
<Url type="text/html" method="get" template="${url}${searchPath}?q={searchTerms}"/>
<Url type="${openSearchType}" rel="self" template="${url}${openSearchPath}"/>
<Image width="32" height="32" type="image/x-icon">${url}/favicon.ico</Image>
<Language>${language}</Language>
<InputEncoding>UTF-8</InputEncoding>
</OpenSearchDescription>
`.text;

/** The first words of a text that has too many characters; of a long word the beginning. */
function cut(text: string, most: number): string {
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  const beginning = characters.slice(0, most + 1).join("");
  return /^(.*\S)\s+\S*$/su.exec(beginning)?.[1] ?? characters.slice(0, most).join("");
}
