import { findProse, replaceProse } from "../markdown/prose.ts";
import type { Note } from "./source.ts";

const markdown =
  /!\[(?<alt>(?:[^[\]\\\n]|\\.|\n(?![ \t]*\n)|\[[^[\]\n]*\])*)\]\((?<target><[^<>\n]*>|(?:[^\s()<>]|\([^\s()<>]*\))+)(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\)/g;
const referring = /!\[(?<alt>(?:[^[\]\\\n]|\\.|\n(?![ \t]*\n))*)\](?:\[(?<label>[^[\]\n]*)\])?/g;
// The definition of a footnote, `[^1]: Text`, does not define an address.
const definition = /^ {0,3}\[(?!\^)(?<label>(?:[^[\]\\\n]|\\.)+)\]:[ \t]*(?<target><[^<>\n]*>|\S+)/gm;
const untargeted = /!\[[^[\]\n]*\]\(\s*(?:<>)?\s*\)|<img\b[^<>]*\ssrc\s*=\s*(?:""|'')[^<>]*>/gi;
const html = /<img\b(?<attributes>[^<>]*)>/gi;

/**
 * Turns pictures that the old site's files lack, or that aren't pictures, into links, since a build stops at them, and notes each.
 * `problemOf` says what is wrong with a picture's target.
 */
export function linkMissingPictures(
  body: string,
  problemOf: (target: string) => string | undefined,
  note: (note: Note) => void,
): string {
  const linked = (target: string, alt: string, line: number, write: (text: string) => string): string | undefined => {
    const problem = problemOf(target);
    if (problem === undefined) return undefined;
    note({ line, target, message: `the picture … ${problem} and is now a link`, of: [`"${target}"`] });
    return write(alt.trim() || target.replace(/^.*\//, ""));
  };
  const named = replaceProse(body, untargeted, ([picture], line) => {
    note({ line, message: "a picture names no file and is now a comment" });
    return `<!-- ${picture.replaceAll("--", "- -")} -->`;
  });
  const inline = replaceProse(named, markdown, ({ groups = {} }, line) => {
    const target = (groups["target"] ?? "").replace(/^<|>$/g, "");
    return linked(target, groups["alt"] ?? "", line, (text) => `[${text}](${groups["target"]})`);
  });
  const targets = targetsIn(body);
  const once = replaceProse(inline, referring, ({ groups = {} }, line) => {
    const written = targets.get(labelOf(groups["label"] || (groups["alt"] ?? "")));
    if (written === undefined) return undefined;
    return linked(written.replace(/^<|>$/g, ""), groups["alt"] ?? "", line, (text) => `[${text}](${written})`);
  });
  return replaceProse(once, html, ({ 0: picture, groups = {} }, line) => {
    const attribute = (name: string): string | undefined => {
      const [, double, single] =
        new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "i").exec(groups["attributes"] ?? "") ?? [];
      return double ?? single;
    };
    const source = attribute("src");
    if (source === undefined) return undefined;
    // Browsers drop tabs and line breaks (https://url.spec.whatwg.org/#concept-basic-url-parser).
    const target = source.replaceAll(/[\t\n\r]/g, "");
    if (target !== source && problemOf(target) === undefined) return picture.replace(source, () => target);
    return linked(target, attribute("alt") ?? "", line, (text) => `<a href="${target}">${text}</a>`);
  });
}

/** What references such as `[x]: /a.png` lead to, of two with one label the first. */
const targetsIn = (body: string): ReadonlyMap<string, string> =>
  new Map(
    findProse(body, definition)
      .toReversed()
      .map(({ match: { groups = {} } }) => [labelOf(groups["label"] ?? ""), groups["target"] ?? ""]),
  );

const labelOf = (text: string): string => text.trim().replaceAll(/\s+/g, " ").toLowerCase();
