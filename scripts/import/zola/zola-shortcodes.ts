import { findProse, replaceProse } from "../../markdown/prose.ts";
import { figure, readArguments, standing, unknownShortcode, videoLink } from "../shortcode.ts";
import type { Leftover } from "../source.ts";

// https://www.getzola.org/documentation/content/shortcodes/: {{ name(a="b") }}, and {% name() %} … {% end %}
const inline = /\{\{\s*(?<name>[a-z_]\w*)\((?<args>(?:"(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|[^)"'`])*)\)\s*\}\}/gi;
const block = /\{%\s*(?<name>[a-z_]\w*)\((?<args>(?:"[^"]*"|'[^']*'|[^)"'])*)\)\s*%\}/gi;
const escaped = /(\{\{|\{%)\/\*(.*?)\*\/(\}\}|%\})/g;

/** Converts the shortcodes with a counterpart here. All others stay as they are. */
export function convertZola(body: string): string {
  const converted = replaceProse(body, inline, (match) => {
    const { groups } = match;
    const { named } = readArguments(groups?.["args"] ?? "");
    const name = groups?.["name"]?.toLowerCase();
    if (named["id"] !== undefined && name === "youtube") return videoLink("YouTube", named["id"], named["title"]);
    if (named["id"] !== undefined && name === "vimeo") return videoLink("Vimeo", named["id"], named["title"]);
    const { src = named["path"], alt, caption, title, link } = named;
    if (/^(figure|image|img)$/.test(name ?? "") && src !== undefined)
      return standing(figure({ src, alt: alt ?? caption ?? title, caption, title, link }), match);
    return undefined;
  });
  return converted.replace(escaped, "$1$2$3");
}

/** Shortcodes still in the text. */
export function zolaLeftovers(body: string): Leftover[] {
  return [inline, block]
    .flatMap((pattern) => findProse(body, pattern))
    .map(({ match, line }) => ({
      line,
      message: unknownShortcode,
      of: [match.groups?.["name"] ?? ""],
    }))
    .sort((a, b) => a.line - b.line);
}
