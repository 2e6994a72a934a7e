import { posix } from "node:path";
import { escapeHtml } from "../../../src/markup.ts";
import { findProse, replaceEach, replaceProse } from "../../markdown/prose.ts";
import { fenced, gistLink, readArguments, videoLink } from "../shortcode.ts";
import type { Leftover, Note } from "../source.ts";
import { convertOctopress } from "../hexo/hexo-tags.ts";
import { convertHtmlBlocks } from "./kramdown-html.ts";
import { convertKramdown } from "./kramdown.ts";
import { liquidOf, type RenderLiquid, type Values } from "./render-liquid.ts";

/** What Liquid can ask the site for during conversion. */
export interface LiquidSite {
  /** `post_url`: by the post's name, with or without folders before it. */
  post(name: string): string | undefined;
  /** `link`: by path below the site's folder. */
  file(path: string): string | undefined;
  readonly render: RenderLiquid;
  /** What the names in a text stand for: `site` and `page`. */
  readonly values: Values;
  /** Whether the text is HTML, which nothing reads after Liquid. */
  readonly isHtml: boolean;
  /** What kramdown makes of HTML, unless another reads the texts. */
  readonly kramdown?: { readonly isParsed: boolean };
  readonly note: (note: Note) => void;
}

const highlight = /(?<=^|\n)[ \t]*\{%-?\s*highlight\s+(?<args>[^%]*?)-?%\}(?<code>[^]*?)\{%-?\s*endhighlight\s*-?%\}/g;
const raw = /(?<open>\{%-?\s*raw\s*-?%\})(?<inner>[^]*?)\{%-?\s*endraw\s*-?%\}/g;
const tag = /\{%-?\s*(?<name>\w+)\s*(?<args>(?:"[^"]*"|'[^']*'|(?!-?%\}).)*?)\s*-?%\}/g;
const comment = /\{%-?\s*comment\s*-?%\}(?<inner>[^]*?)\{%-?\s*endcomment\s*-?%\}/g;
const output = /\{\{-?\s*(?<value>(?:"[^"]*"|'[^']*'|[^{}])*?)\s*-?\}\}/g;

// No loss: where a link opens is its reader's choice, and all long texts get a table of contents.
const newWindow = /(?<=\))\{:?\s*(?:(?:target="_blank"|rel="[\w ]*")\s*)+\}/g;
const contents = /^(?:[*+-]|1\.)[ \t][^\n]*\r?\n\{:\s*toc\s*\}[ \t]*(?:\r?\n|$)/gim;

// Replace the braces of raw text while other Liquid is read; Unicode reserves them for such use.
const hidden = { open: "\uFDD0", close: "\uFDD1", tag: "\uFDD2", untag: "\uFDD3" };

/** A site's Liquid, with its includes by their names. */
export const siteLiquid = (includes: Readonly<Record<string, string>>): RenderLiquid =>
  liquidOf(Object.fromEntries(Object.entries(includes).map(([name, text]) => [name, withoutCode(text)])), hide);

/** Code that Liquid only shows, as Markdown's. */
function withoutCode(text: string, isHtml = false): string {
  const kept = replaceEach(text, raw, ({ groups }) => hide(groups?.["inner"] ?? ""));
  return replaceEach(kept, highlight, ({ groups = {} }) => {
    const { args = "", code = "" } = groups;
    const language = readArguments(args).positional[0] ?? "";
    return isHtml
      ? `<pre><code class="language-${language}">${escapeHtml(code.trim())}</code></pre>`
      : fenced(code, language);
  });
}

/** Converts the Liquid with a counterpart here, and carries out the rest as far as possible. What is left stays as it is. */
export function convertLiquid(body: string, site: LiquidSite): string {
  const coded = withoutCode(body, site.isHtml);
  const commented = replaceProse(
    convertOctopress(coded),
    comment,
    ({ groups }) => `<!--${(groups?.["inner"] ?? "").replaceAll("--", "- -")}-->`,
  );
  const tagged = replaceProse(commented, tag, ({ groups }) =>
    convertTag(groups?.["name"] ?? "", groups?.["args"] ?? "", site),
  );
  const opened = replaceProse(tagged, newWindow, () => "");
  const listed = replaceProse(opened, contents, () => "");
  const rendered = site.render(listed, site.values);
  if (site.isHtml) return show(rendered);
  const blocks = site.kramdown === undefined ? rendered : convertHtmlBlocks(rendered, site.kramdown.isParsed);
  return show(convertKramdown(blocks, site.note));
}

function convertTag(name: string, args: string, site: LiquidSite): string | undefined {
  const { named, positional } = readArguments(args);
  const [first, second] = positional;
  if (first === undefined) return undefined;
  if (name === "post_url") return site.post(first);
  if (name === "link") return site.file(first.replace(/^\//, ""));
  if (name === "youtube") return videoLink("YouTube", first, named["title"]);
  if (name === "vimeo") return videoLink("Vimeo", first, named["title"]);
  if (name !== "gist") return undefined;
  const [user, id] = first.includes("/") ? first.split("/") : [undefined, first];
  return gistLink(user, id ?? first, second);
}

/** Liquid and kramdown's own marks still in the text. */
export function liquidLeftovers(body: string): Leftover[] {
  const tags = findProse(body, tag).flatMap(({ match, line }) => {
    const [name = "", args = ""] = [match.groups?.["name"], match.groups?.["args"]];
    if (name.startsWith("end") || name === "else" || name === "elsif") return [];
    const [what, which] = name === "include" ? ["include", args.split(/\s/)[0] ?? ""] : ["Liquid tag", name];
    return [{ line, message: `the ${what} … has no counterpart here and stays in the text`, of: [which] }];
  });
  const values = findProse(body, output).map(({ match, line }) => ({
    line,
    message: "the Liquid value … has no counterpart here and stays in the text",
    of: [match.groups?.["value"] ?? ""],
  }));
  return [...tags, ...values].sort((a, b) => a.line - b.line);
}

/** A post's name for `post_url`: `2024-01-02-hello`, perhaps with folders before it. */
export const postName = (source: string): string => posix.basename(source).replace(/\.\w+$/, "");

const hide = (text: string): string =>
  text
    .replaceAll("{{", hidden.open)
    .replaceAll("}}", hidden.close)
    .replaceAll("{%", hidden.tag)
    .replaceAll("%}", hidden.untag);

const show = (text: string): string =>
  text
    .replaceAll(hidden.open, "{{")
    .replaceAll(hidden.close, "}}")
    .replaceAll(hidden.tag, "{%")
    .replaceAll(hidden.untag, "%}");
