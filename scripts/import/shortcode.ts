import { marked } from "marked";

/** The note about one that stays as it is. */
export const unknownShortcode = "the shortcode … has no counterpart here and stays in the text";

/** A shortcode's arguments: `src="a.png" 3 wide`. */
export interface Arguments {
  readonly named: Readonly<Record<string, string>>;
  readonly positional: readonly string[];
}

const argument =
  /(?:(?<name>[\w-]+)\s*=\s*)?(?:"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>[^']*)'|`(?<raw>[^`]*)`|(?<bare>[^\s,="'`]+))/g;

export function readArguments(text: string): Arguments {
  const named: Record<string, string> = {};
  const positional: string[] = [];
  for (const { groups = {} } of text.matchAll(argument)) {
    const value =
      groups["double"]?.replace(/\\(.)/g, "$1") ?? groups["single"] ?? groups["raw"] ?? groups["bare"] ?? "";
    if (groups["name"] === undefined) positional.push(value);
    else named[groups["name"].toLowerCase()] = value;
  }
  return { named, positional };
}

/** A fenced code block with a fence that its text does not contain. */
export function fenced(code: string, language: string): string {
  const runs = code.match(/`{3,}/g)?.map((run) => run.length) ?? [];
  const mark = "`".repeat(Math.max(3, ...runs.map((length) => length + 1)));
  const inner = code.replace(/^[ \t]*\r?\n/, "").replace(/\r?\n[ \t]*$/, "");
  return `${mark}${language}\n${inner}\n${mark}`;
}

/** A picture with a caption, as HTML; without one, as Markdown. */
export function figure({ src, alt = "", caption, title, link }: Readonly<Record<string, string | undefined>>): string {
  const target = src ?? "";
  if (!caption) {
    const words = alt.replace(/[[\]\\]/g, String.raw`\$&`);
    const named = title ? ` "${title.replaceAll('"', "&quot;")}"` : "";
    const image = `![${words}](${/[\s()]/.test(target) ? `<${target}>` : target}${named})`;
    return link ? `[${image}](${link})` : image;
  }
  const html = marked.parseInline(caption, { async: false });
  const quoted = (text: string): string => `"${text.replaceAll('"', "&quot;")}"`;
  const image = `<img src=${quoted(target)} alt=${quoted(alt)}${title ? ` title=${quoted(title)}` : ""}>`;
  return `<figure>\n${link ? `<a href=${quoted(link)}>${image}</a>` : image}\n<figcaption>${html}</figcaption>\n</figure>`;
}

/** A film as a link. */
export const videoLink = (service: "YouTube" | "Vimeo", id: string, title?: string): string => {
  const url = service === "YouTube" ? `https://www.youtube.com/watch?v=${id}` : `https://vimeo.com/${id}`;
  return `[${(title ?? `Watch on ${service}`).replace(/[[\]\\]/g, String.raw`\$&`)}](${url})`;
};

export const gistLink = (user: string | undefined, id: string, file?: string): string => {
  const url = `https://gist.github.com/${user === undefined ? id : `${user}/${id}`}`;
  return `[Code on GitHub: ${file ?? `gist ${id}`}](${url})`;
};

/** Block HTML in place of a match, with blank lines around it: only then is what follows Markdown again. */
export function standing(html: string, { index, 0: found, input }: RegExpExecArray): string {
  const before = input.slice(0, index);
  const after = input.slice(index + found.length);
  const isBegin = /(^|\n[ \t]*)$/.test(before);
  const isEnd = /^[ \t]*(\r?\n[ \t]*(\r?\n|$)|$)/.test(after);
  return `${isBegin ? "" : "\n\n"}${html}${isEnd ? "" : /^[ \t]*\r?\n/.test(after) ? "\n" : "\n\n"}`;
}
