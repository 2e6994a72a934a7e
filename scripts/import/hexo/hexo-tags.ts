import { findProse, replaceEach, replaceProse } from "../../markdown/prose.ts";
import { callout, foldable } from "../dialect/callouts.ts";
import { fenced, figure, gistLink, standing, videoLink } from "../shortcode.ts";
import type { Leftover } from "../source.ts";

/** What tags can ask the site for during conversion. */
export interface HexoSite {
  /** A post by the name of its file. */
  readonly post: (name: string) => { readonly url: string; readonly title: string } | undefined;
  /** The path of a file in the post's own folder, as the text should have it. */
  readonly asset: (name: string) => string | undefined;
  /** The text of a file in the folder of code. */
  readonly code: (path: string) => string | undefined;
}

// https://hexo.io/docs/tag-plugins
const block =
  /\{%-?\s*(?<name>blockquote|quote|codeblock|code|pullquote|note|noteblock|folding|cq|centerquote|hideToggle)\b(?<args>[^%]*?)-?%\}(?<inner>[^]*?)\{%-?\s*end\k<name>\s*-?%\}/g;
const raw = /\{%-?\s*raw\s*-?%\}(?<inner>[^]*?)\{%-?\s*endraw\s*-?%\}/g;
const tag = /\{%-?\s*(?<name>\w+)(?:\s+(?<args>(?:"[^"]*"|'[^']*'|(?!-?%\}).)*?))?\s*-?%\}/g;
const more = /^<!--[ \t]*more[ \t]*-->(?=[ \t]*\r?$)/im;

/** Converts Hexo's own tags. What only a theme or plugin knows stays as it is. */
export function convertHexo(body: string, site: HexoSite): string {
  const kept = replaceEach(body, raw, ({ groups }) => (groups?.["inner"] ?? "").replaceAll("{%", "\uFDD0"));
  // Code first, and everywhere: what is in it is not a tag.
  const blocks = replaceEach(kept, block, (match) => {
    const { name = "", args = "", inner = "" } = match.groups ?? {};
    return standing(convertBlock(name, args.trim(), inner), match);
  });
  const tags = replaceProse(blocks, tag, (match) => {
    const made = convertTag(match.groups?.["name"] ?? "", words(match.groups?.["args"] ?? ""), site);
    return made !== undefined && /^(```|<)/.test(made) ? standing(made, match) : made;
  });
  // Lists led to this place of a post.
  return tags.replace(more, '<div id="more"></div>').replaceAll("\uFDD0", "{%");
}

const nothing: HexoSite = { post: () => undefined, asset: () => undefined, code: () => undefined };
const octopressBlock =
  /\{%-?\s*(?<name>blockquote|codeblock|pullquote)\b(?<args>[^%]*?)-?%\}(?<inner>[^]*?)\{%-?\s*end\k<name>\s*-?%\}/g;

/** Converts the tags of Octopress, on which Hexo modelled its own, and which blogs took to Jekyll and Pelican. */
export function convertOctopress(body: string): string {
  const blocks = replaceEach(body, octopressBlock, (match) => {
    const { name = "", args = "", inner = "" } = match.groups ?? {};
    // A pull quote repeats what its paragraph says.
    const text = name === "pullquote" ? inner.replace(/\{"\s*([^]*?)\s*"\}/g, "$1").trim() : undefined;
    return standing(text ?? convertBlock(name, args.trim(), inner), match);
  });
  return replaceProse(blocks, tag, (match) => {
    const { name = "", args = "" } = match.groups ?? {};
    if (name === "video") return standing(film(words(args)), match);
    return /^(img|youtube|vimeo)$/.test(name) ? convertTag(name, words(args), nothing) : undefined;
  });
}

/** Octopress's `video`: files of one film, its size, and the picture before it plays. */
function film(args: readonly string[]): string {
  const [sources, sizes] = [
    args.filter((each) => /\.(mp4|ogv|webm|m4v|mov)$/i.test(each)),
    args.filter((each) => /^\d+$/.test(each)),
  ];
  const poster = args.find((each) => /\.(png|jpe?g|gif|webp)$/i.test(each));
  const size = ["width", "height"].flatMap((name, index) =>
    sizes[index] === undefined ? [] : ` ${name}="${sizes[index]}"`,
  );
  const opening = `<video controls${size.join("")}${poster === undefined ? "" : ` poster="${poster}"`}`;
  return sources.length === 1
    ? `${opening} src="${sources[0]}"></video>`
    : `${opening}>${sources.map((source) => `<source src="${source}">`).join("")}</video>`;
}

function convertBlock(name: string, args: string, inner: string): string {
  const text = inner.replace(/^[ \t]*\r?\n|\s+$/g, "");
  if (name === "code" || name === "codeblock") {
    const language = /(?:^|\s)lang:(\S+)/.exec(args)?.[1] ?? "";
    const marked = /(?:^|\s)(?:mark|highlight_lines):([\d,-]+)/.exec(args)?.[1];
    const title = args.replaceAll(/(?:^|\s)\w+:(?!\/\/)\S+|https?:\S+(?:\s.*)?$/g, "").trim();
    return fenced(
      inner,
      `${language}${title === "" ? "" : ` title="${title.replaceAll('"', "'")}"`}${marked ? ` {${marked}}` : ""}`,
    );
  }
  if (name === "note" || name === "noteblock") {
    const [kind = "note", ...title] = words(args).filter(
      (word) => !/^(no-icon|icon|flat|modern|simple|disabled)$/.test(word),
    );
    return callout(kind, title.join(" "), text);
  }
  if (name === "folding" || name === "hideToggle") return foldable(args.replace(/^[\w-]+\s*,\s*/, ""), text);
  const credit = args === "" ? "" : `\n>\n> — ${linked(args)}`;
  return text.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">") + credit;
}

/** `Author, Source https://link title` */
const linked = (args: string): string => {
  const [, before = args, url, title] = /^(.*?)\s*(https?:\S+)\s*(.*)$/.exec(args) ?? [];
  const words = before.replaceAll('"', "").trim();
  return url === undefined ? words : `${words}${words === "" ? "" : ", "}[${title || url}](${url})`;
};

function convertTag(name: string, args: readonly string[], site: HexoSite): string | undefined {
  const [first = "", second] = args;
  switch (name) {
    case "asset_img": {
      const at = args.findIndex(
        (word) => site.asset(word) !== undefined || /\.(avif|gif|jpe?g|png|svg|webp)$/i.test(word),
      );
      const words = args.slice(at + 1).filter((word) => !/^\d+%?(px)?$/.test(word));
      return at === -1 ? undefined : pictureOf(site.asset(args[at] ?? "") ?? args[at] ?? "", words);
    }
    case "img": {
      const at = args.findIndex((word) => /^(https?:|\/|\.)|\.\w{3,4}$/.test(word));
      return at === -1
        ? undefined
        : pictureOf(
            args[at] ?? "",
            args.slice(at + 1).filter((word) => !/^\d+$/.test(word)),
          );
    }
    case "asset_path":
      return site.asset(first) ?? first;
    case "asset_link":
      return `[${second ?? first}](${site.asset(first) ?? first})`;
    case "post_path":
      return site.post(first)?.url;
    case "post_link": {
      const found = site.post(first);
      const title = args
        .slice(1)
        .filter((word) => !/^(true|false)$/.test(word))
        .join(" ");
      return found && `[${(title || found.title).replaceAll(/[[\]]/g, String.raw`\$&`)}](${found.url})`;
    }
    case "link": {
      const at = args.findIndex((word) => /^(https?:|\/)/.test(word));
      return at < 1 ? undefined : `[${args.slice(0, at).join(" ")}](${args[at]})`;
    }
    case "youtube":
      return first === "" ? undefined : videoLink("YouTube", first);
    case "vimeo":
      return first === "" ? undefined : videoLink("Vimeo", first);
    case "gist":
      return first === ""
        ? undefined
        : gistLink(first.includes("/") ? first.split("/")[0] : undefined, first.split("/").at(-1) ?? first, second);
    case "iframe":
      return `[${first}](${first})`;
    case "jsfiddle":
      return `[Code on JSFiddle](https://jsfiddle.net/${first}/)`;
    case "include_code": {
      const path = args.findLast((word) => !/^(lang|from|to):/.test(word)) ?? "";
      const language = args.find((word) => word.startsWith("lang:"))?.slice(5);
      const title = args.filter((word) => word !== path && !/^(lang|from|to):/.test(word)).join(" ");
      const code = site.code(path);
      return code === undefined
        ? undefined
        : fenced(code, `${language ?? path.split(".").at(-1)} title="${title || path}"`);
    }
    case "url_for":
      return first || undefined;
    default:
      return undefined;
  }
}

/** A picture whose last words are `"title 'alt'"`, or title and alt one by one. */
function pictureOf(src: string, words: readonly string[]): string {
  const [, title, alt] = /^(.*?)\s*'([^']*)'\s*$/.exec(words.join(" ")) ?? [undefined, words[0], words[1]];
  return figure({ src, alt: alt ?? title ?? "", ...(alt !== undefined && title ? { title } : {}) });
}

/** Arguments: words, and what is in quotes. */
const words = (text: string): string[] =>
  [...text.matchAll(/"((?:\\.|[^"\\])*)"|'([^']*)'|\S+/g)].map(([whole, double, single]) => double ?? single ?? whole);

/** Tags still in the text. */
export function hexoLeftovers(body: string): Leftover[] {
  return findProse(body, tag).flatMap(({ match, line }) => {
    const name = match.groups?.["name"] ?? "";
    return name.startsWith("end")
      ? []
      : [{ line, message: "Hexo's tag … has no counterpart here and stays in the text", of: [name] }];
  });
}
