import { posix, resolve } from "node:path";
import { canonicalPath } from "../../src/content/slug.ts";
import { isIn, isMedia } from "./files.ts";
import { replaceProse } from "../markdown/prose.ts";
import type { Asset, OldArticle, Links, Note } from "./source.ts";
import { percentDecoded } from "../../src/content/percent-decoded.ts";

const destination = String.raw`<[^<>\n]*>|(?:[^\s()<>]|\([^\s()<>]*\))+`;
const inline = new RegExp(String.raw`(?<before>\]\([ \t]*)(?<target>${destination})`, "g");
const reference = new RegExp(String.raw`(?<before>^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]+)(?<target>${destination})`, "gm");
const attribute = /(?<before><[a-z][^<>]*?\s(?:href|src|poster)\s*=\s*)(?:"(?<double>[^"<>]*)"|'(?<single>[^'<>]*)')/gi;

/** The new target for one of the old site; undefined if it stays as it is. */
export type Retarget = (target: string, line: number) => string | undefined;

/** Gives links and pictures in a Markdown text their new targets, and changes nothing else. */
export function retargetLinks(body: string, retarget: Retarget): string {
  const markdown = (match: RegExpExecArray, line: number): string | undefined => {
    const { before = "", target = "" } = match.groups ?? {};
    const bare = target.replace(/^<|>$/g, "");
    const changed = retarget(bare, line);
    if (changed === undefined) return undefined;
    return before + (/[\s()]/.test(changed) ? `<${changed}>` : changed);
  };
  const html = (match: RegExpExecArray, line: number): string | undefined => {
    const { before = "", double, single } = match.groups ?? {};
    const changed = retarget(double ?? single ?? "", line);
    return changed === undefined ? undefined : `${before}"${changed.replaceAll('"', "&quot;")}"`;
  };
  return replaceProse(replaceProse(replaceProse(body, inline, markdown), reference, markdown), attribute, html);
}

export interface Surroundings {
  readonly links: Links;
  readonly origins: readonly string[];
  readonly guessed: boolean;
  /** Absolute root of the old site's sources, if it has any. */
  readonly root?: string;
  /** Whether a path such as `/images/a.png` is among the static files. */
  readonly sourceFolder?: string;
  readonly isStatic: (path: string) => boolean;
  /** The absolute path of such a file. */
  readonly fileAt: (path: string) => string | undefined;
  /** The absolute path of a file that was served beside an article, by its old address. */
  readonly beside: (path: string) => string | undefined;
  /** Imports a file outside its article's folder. */
  readonly bring: (asset: Asset) => void;
}

/** Finds the new target of each link in an article, and reports dead ones. */
export function retargetFrom(article: OldArticle, around: Surroundings, note: (note: Note) => void): Retarget {
  return (target, line) => {
    const origin = around.origins.find((each) => target === each || target.startsWith(`${each}/`));
    const local = origin === undefined ? target : target.slice(origin.length) || "/";
    if (!/^(?![a-z][a-z\d+.-]*:|\/\/|#|\?|\{)./i.test(local)) return undefined;
    const [, path = "", tail = ""] = /^([^?#]*)(.*)$/s.exec(local) ?? [];

    const found = path.startsWith("/") ? fromRoot(path, around) : fromHere(path, article, around);
    if (found !== undefined) {
      const anchor = tail.replace(/^\?[^#]*/, "");
      const changed = found + (found === path ? tail : anchor);
      return changed === target ? undefined : changed;
    }
    note({
      line,
      target,
      message:
        origin === undefined
          ? "the link to … leads to nothing that was imported"
          : "… is still on the old site, and was not imported",
      of: [`"${target}"`],
    });
    // A build stops at a missing Markdown file, and at files outside the content folder, but not at an address.
    if (!path.startsWith("/") && (/\.mdx?$/i.test(path) || posix.normalize(percentDecoded(path)).startsWith("../")))
      return new URL(path, `http://site${encodeURI(percentDecoded(article.urls[0] ?? "/"))}`).pathname + tail;
    return undefined;
  };
}

function fromRoot(
  path: string,
  { links, isStatic, guessed, beside, bring, sourceFolder }: Surroundings,
): string | undefined {
  const file = isStatic(percentDecoded(path)) ? undefined : beside(path);
  // Another article's picture keeps its old address, where links from elsewhere find it too.
  if (file !== undefined) bring({ from: file, to: `static${percentDecoded(path)}` });
  const source =
    sourceFolder === undefined || !/\.mdx?$/i.test(path)
      ? undefined
      : links.toSource(posix.join(sourceFolder, percentDecoded(path)));
  if (source !== undefined) return source;
  // Hosts answer /hello.html with the page at /hello/.
  const known =
    links.toUrl(path) ??
    links.toUrl(path.replace(/(?<=[^/])\.html$/, "/")) ??
    (isStatic(percentDecoded(path)) || path === "/" ? path : undefined);
  return known ?? (guessed ? links.toName(path) : undefined);
}

function fromHere(path: string, article: OldArticle, around: Surroundings): string | undefined {
  const plain = percentDecoded(path);
  if (article.folder !== undefined && around.root !== undefined) {
    const file = resolve(article.folder, plain);
    const below = posix.relative(around.root, file);
    const source = around.links.toSource(below) ?? around.links.toSource(posix.join(below, "index.md"));
    if (source !== undefined) return source;
    if (around.sourceFolder !== undefined) {
      const fromSources = around.links.toSource(posix.join(around.sourceFolder, plain));
      if (fromSources !== undefined) return fromSources;
    }
    if (article.bundle.some((asset) => asset.from === file)) return path;
    // Files beside the configuration are often private.
    const isOpen = below.includes("/") ? !/\.(md|mdx|html?)$/i.test(below) : isMedia(below);
    if (isOpen && isIn(around.root, below)) {
      const place = below.replace(/^(src|public|static|content|source)\//, "");
      around.bring({ from: file, to: `static/${place}` });
      return encodeURI(`/${place}`);
    }
  }
  const base = article.urls[0];
  return base === undefined
    ? undefined
    : fromRoot(new URL(path, `http://site${encodeURI(percentDecoded(base))}`).pathname, around);
}

/** One key for all spellings of a path. */
export const pathKey = (path: string): string =>
  (canonicalPath(path.replace(/\/index\.html?$/, "/")) ?? path).toLowerCase().replace(/(?<=.)\/$/, "");
