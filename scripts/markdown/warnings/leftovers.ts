import { slug } from "github-slugger";
import type { Token } from "marked";
import type { Body } from "../body.ts";
import { type Finding, warnSparingly } from "./sparing.ts";
import { type BodyToken, inside, isLine, known, visit } from "../tokens.ts";
import { Ends } from "../whole-html/ends.ts";

/** What another system reads, and which is mere text here. */
interface Kind {
  /** Whether a text may have one, which is soon found, so that few are searched for the pattern. */
  readonly isIn: (text: string) => boolean;
  readonly pattern: RegExp;
  /** The rest of a sentence that begins with what was found, by that and by the groups of the pattern. */
  readonly says: (found: string, groups: Readonly<Record<string, string | undefined>>) => string;
}

const shown = "so readers see it as it is written; write Markdown or HTML in its place";
const extension = String.raw`\.(?:avif|gif|jpe?g|md|mp[34]|pdf|png|svg|webp|zip)`;

const has =
  (...marks: readonly string[]) =>
  (text: string): boolean =>
    marks.some((mark) => text.includes(mark));

const kinds: readonly Kind[] = [
  {
    isIn: has("{{"),
    // Hugo's, and Zola's, which look like calls.
    pattern: /\{\{[<%](?!\s*\/\*)[^]{1,2000}?[%>]\}\}|(?<!\$)\{\{-?\s*\w+\([^{}]*\)\s*-?\}\}/g,
    says: () => `is a shortcode, which nothing here carries out, ${shown}`,
  },
  {
    isIn: has("{%", "{{"),
    // In templates of other kinds braces may stand for anything, so that only what is surely Jekyll's or Eleventy's counts.
    pattern:
      /(?<!\{)\{%-?\s*\w[^]{0,2000}?%\}|(?<!\$)\{\{-?\s*(?:(?:site|page|include|layout|paginator|collections)\.\w[^{}]*|[^{}\n]*\|\s*(?:\w+_url|url|prepend|append|replace|markdownify)\b[^{}]*)\}\}/g,
    says: () => `is a tag of Liquid or Hexo, which nothing here carries out, ${shown}`,
  },
  {
    isIn: has("{:"),
    pattern: /\{::?[ \t]*(?:[.#][\p{L}_][\w-]*|[\w-]+=["'\w]|toc|nomarkdown|comment|options)[^{}\n]*\}|\{:\/\w*\}/gu,
    says: () => "sets attributes in kramdown, but is shown as text here; remove it",
  },
  {
    isIn: has("[caption", "[gallery", "[playlist", "[embed", "[audio", "[video", '"]', '" ]', '"/]', '" /]'),
    pattern:
      /\[(?:caption|gallery|embed|playlist|audio|video)\s+[\w-]+=[^[\]\n]*\](?![([:])|\[(?<name>embed|audio|video)\](?=[^[\]]*\[\/\k<name>\])|\[(?:gallery|playlist)\](?![([:])|\[[a-z][\w-]*(?:\s+[\w-]+="[^"\]\n]*")+\s*\/?\](?![([:])/g,
    says: () => `is a WordPress shortcode, which nothing here carries out, ${shown}`,
  },
  {
    isIn: has("[["),
    pattern:
      /(?<![\w\]\\])(?<picture>!?)\[\[(?![\s\d.,:-]*\]\]|[^[\]\n]*(?:\s#|#\d+[^\w[\]]*\]))(?<target>[^\s[\]|"'$=;(){}][^[\]|"$=;{}\n]*)(?<!\s)(?:\|(?<text>[^[\]\n]+))?\]\](?![([\]]|\n[\w.-]+\s*=)/g,
    says: (_, { picture, target = "", text = target }) => {
      if (/^_?toc_?$/i.test(target)) return "is shown as text; remove it, long texts have contents of their own";
      const [, page = "", heading] = /^([^#]*)(?:#(.*))?$/.exec(target) ?? [];
      const file = picture || page === "" ? page : `${page}.md`;
      const url = file + (heading === undefined ? "" : `#${slug(heading)}`);
      const cure = `${picture}[${text}](${/\s/.test(url) ? `<${url}>` : url})`;
      return `is a wiki link, which is shown as text here; write ${cure}`;
    },
  },
  {
    isIn: has("%%"),
    pattern: /(?<![%\w])%%(?!%)[^%]+?%%(?![%\w])|(?<![^\n])[ \t]*%%[ \t]*(?![^\n])/g,
    says: () => "begins a comment in Obsidian, but readers see it here; write <!-- and --> around it",
  },
  {
    isIn: has("=="),
    pattern: /(?<![=\w<>!:])==(?<text>[^\s=](?:[^=\n]*[^\s=])?)==(?![=\w])/g,
    says: (_, { text = "" }) => `is shown with its signs; write <mark>${text}</mark>`,
  },
  {
    isIn: has(":::"),
    pattern: /(?<![^\n])[ \t]*:{3,}[ \t]*\{?[a-z][\w.-]*[^\n]*/gi,
    says: () =>
      "begins a container in other systems, but is shown as text here; write > [!NOTE] before its text, or HTML",
  },
  {
    isIn: has("[!"),
    // At the start of a line of a quotation; what is an alert here is passed over.
    pattern:
      /(?<=(?:^|\n)[ \t>]*)\[!(?<kind>[a-z][\w-]*)\](?![([:])(?!(?<=\[!(?:note|tip|important|warning|caution)\])[ \t]*(?:\n|$))[+-]?[^\n]*/gi,
    says: (_, { kind = "" }) => {
      const known = /^(?:note|tip|important|warning|caution)$/i.test(kind);
      const cure = known
        ? `[!${kind.toUpperCase()}] alone, and its title below it`
        : "[!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!CAUTION]";
      return `is not an alert here, so readers see it as it is written; write ${cure}`;
    },
  },
  {
    isIn: has("<<<<<<<"),
    pattern: /(?<![^\n])<{7}(?: [^\n]*|(?=\n|$))/g,
    says: () =>
      "is where git could not merge two versions, and readers see both; keep one and remove the lines of <, = and >",
  },
  {
    isIn: has("##"),
    pattern: /(?<![^\n])(?<marks>#{2,6})(?<text>[^\s#][^\n]*)/g,
    says: (_, { marks = "", text = "" }) =>
      `is not a heading without a space after its signs; write ${marks} ${cut(text)}`,
  },
  {
    isIn: has("] (", ")["),
    // What is an address becomes a link by itself, and so blank.
    pattern:
      /\[(?<label>[^[\]\n]+)\] \((?:\s{9,}|https?:\/\/[^\s()]+|\.{0,2}\/[^\s()]*|[^\s()]+\.md)\)?|(?<![\])])\((?<text>[^()\n]+)\)\[(?:\s{9,}|https?:\/\/[^\s[\]]+)\]?/g,
    says: (found, { label, text = label ?? "" }) => {
      const [url = ""] = /(?<=\] \(|\)\[)[^\s()[\]]+/.exec(found) ?? [];
      return `is not a link; write [${text}](${url})`;
    },
  },
  {
    isIn: (text) => /\]\([^(){}<>\s"]+[ \t]+[^\s"]/.test(text),
    pattern: new RegExp(
      String.raw`(?<text>!\[[^[\]\n]*\]|(?<!!)\[[^[\]\n]+\])\([ \t]*(?<url>[^(){}<>\s"]+\s[^(){}<>\n"]*${extension})(?<title>[ \t]+"[^"\n]*")?[ \t]*\)`,
      "gi",
    ),
    says: (_, { text = "", url = "", title = "" }) =>
      `is not a link in Markdown, since its address has spaces, and is shown as text; write ${text}(<${url}>${title})`,
  },
];

/**
 * Warns of what other systems would have carried out, and which readers see here as it is written. Code, formulas and whatever
 * an author escaped is passed over.
 */
export function findLeftovers(tokens: readonly Token[], { source, warn }: Pick<Body, "source" | "warn">): void {
  for (const { isIn, pattern, says } of kinds) {
    if (!isIn(source) || !pattern.test(source)) continue;
    pattern.lastIndex = 0;
    const found: Finding[] = [];
    visit(tokens, (token) => {
      const prose = isIn(token.raw) ? proseOf(token) : undefined;
      for (const { 0: all, index, groups = {} } of prose?.matchAll(pattern) ?? []) {
        const at = index + (/^\s*/.exec(all)?.[0].length ?? 0);
        // What is blank in the prose is read in the text itself.
        const text = token.raw.slice(at, index + all.length).trimEnd();
        found.push({ token, at, message: `"${cut(text)}" ${says(text, groups)}` });
      }
    });
    warnSparingly(found, warn);
  }
}

const cut = (text: string): string => {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};

const blank = (text: string): string => text.replaceAll(/[^\n]/g, " ");

/** The text of a block, with blanks for all else in it; undefined for what contains other blocks. */
function proseOf(token: BodyToken): string | undefined {
  if (token.type === "html") return token.block ? maskedHtml(token.text) : undefined;
  if (token.type === "table" || (isLine(token) && token.tokens !== undefined)) return masked(token);
  return undefined;
}

/** HTML with blanks for what readers don't see, or see as code. */
function maskedHtml(html: string): string {
  const ends = new Ends(html);
  const starts = /<!--|<(pre|code|script|style|textarea|svg|math)\b/gi;
  let prose = "";
  let from = 0;
  for (let start = starts.exec(html); start; start = starts.exec(html)) {
    const end = ends.behind(start[1] === undefined ? "-->" : `</${start[1]}>`, html, starts.lastIndex);
    if (end === undefined) continue;
    prose += html.slice(from, start.index) + blank(html.slice(start.index, end));
    from = starts.lastIndex = end;
  }
  return prose + html.slice(from);
}

// Such as a cell of a table with an escaped bar, for which the whole rest is looked through.
const missesAllowed = 50;

/** The raw text of a token, with only what is shown as it is written left in it. */
function masked(token: BodyToken): string {
  if (/^(?:codespan|math|html|image|escape|footnoteRef)$/.test(token.type)) return blank(token.raw);
  let prose = "";
  let from = 0;
  let misses = 0;
  const between = (text: string): string => (token.type === "link" ? blank(text) : text);
  for (const child of inside(token)) {
    const at = misses > missesAllowed ? -1 : token.raw.indexOf(child.raw, from);
    if (at === -1) misses += 1;
    if (at === -1) continue;
    prose += between(token.raw.slice(from, at)) + masked(known(child));
    from = at + child.raw.length;
  }
  return prose + between(token.raw.slice(from));
}
