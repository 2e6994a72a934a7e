import { replaceProse } from "../markdown/prose.ts";
import type { Note } from "./source.ts";

const markdown =
  /!\[(?<alt>(?:[^[\]\\\n]|\\.|\[[^[\]\n]*\])*)\]\((?<target><[^<>\n]*>|(?:[^\s()<>]|\([^\s()<>]*\))+)(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\)/g;
const untargeted = /!\[[^[\]\n]*\]\(\s*(?:<>)?\s*\)|<img\b[^<>]*\ssrc\s*=\s*(?:""|'')[^<>]*>/gi;
const html = /<img\b(?<attributes>[^<>]*)>/gi;

/**
 * Pictures that are nowhere among the old site's files as links, since a build stops at a picture that is not there.
 * Every one is told of. `isHere` says whether a picture's target leads to a file or elsewhere.
 */
export function linkMissingPictures(
  body: string,
  isHere: (target: string) => boolean,
  note: (note: Note) => void,
): string {
  const linked = (target: string, alt: string, line: number, write: (text: string) => string): string | undefined => {
    if (isHere(target)) return undefined;
    note({ line, target, message: `the picture "${target}" is not among the files, and is a link now` });
    return write(alt.trim() || target.replace(/^.*\//, ""));
  };
  const named = replaceProse(body, untargeted, ([picture], line) => {
    note({ line, message: "a picture names no file, and is a comment now" });
    return `<!-- ${picture.replaceAll("--", "- -")} -->`;
  });
  const once = replaceProse(named, markdown, ({ groups = {} }, line) => {
    const target = (groups["target"] ?? "").replace(/^<|>$/g, "");
    return linked(target, groups["alt"] ?? "", line, (text) => `[${text}](${groups["target"]})`);
  });
  return replaceProse(once, html, ({ groups = {} }, line) => {
    const attribute = (name: string): string | undefined => {
      const [, double, single] =
        new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "i").exec(groups["attributes"] ?? "") ?? [];
      return double ?? single;
    };
    const target = attribute("src");
    if (target === undefined) return undefined;
    return linked(target, attribute("alt") ?? "", line, (text) => `<a href="${target}">${text}</a>`);
  });
}
