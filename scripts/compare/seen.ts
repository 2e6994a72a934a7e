import { type DefaultTreeAdapterTypes, parse } from "parse5";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** What a browser shows of a page, as far as it can be counted. */
export interface Seen {
  /** The words of the article, small, in order; each character of scripts without spaces is one. */
  readonly words: readonly string[];
  /** Runs of text that the page shows as one block. */
  readonly blocks: readonly string[];
  readonly headings: readonly string[];
  readonly counts: Readonly<Record<Structure, number>>;
  /** Ids and names that a link can lead to. */
  readonly anchors: ReadonlySet<string>;
  /** When it was published, as it is written: ISO 8601. */
  readonly date?: string;
  readonly language?: string;
  /** Whether the element that was asked for is there. */
  readonly isFound: boolean;
  /** Whether it only leads elsewhere. */
  readonly leadsAway: boolean;
}

export type Structure = "code" | "tables" | "lists" | "pictures" | "quotes" | "definitions";

const structures: Readonly<Record<Structure, ReadonlySet<string>>> = {
  code: new Set(["pre"]),
  tables: new Set(["table"]),
  lists: new Set(["li"]),
  pictures: new Set(["img"]),
  quotes: new Set(["blockquote"]),
  definitions: new Set(["dt"]),
};

// Boxes that are block quotes with a mark in Markdown, and have elements of their own on some pages.
const box = /(^|\s)(alert|admonition|callout|markdown-alert|custom-block|theme-admonition)(\s|$)/;

// What a browser does not show as text; what stands in an iframe, a film or an object is for browsers that know none.
const unseen = new Set(
  "script style template noscript iframe video audio object canvas svg select textarea head math".split(" "),
);
const ownLine = new Set(
  "address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table td th tr ul".split(
    " ",
  ),
);

// Numbers of lines beside code, in tables that only place them; formulas that a program has typeset; marks beside headings.
const furniture =
  /(^|\s)(lnt|lnos|ln|lineno|linenos|linenodiv|gutter|line-numbers?|katex|MathJax\w*|mjx-\w+|anchor|headerlink|header-anchor|hash-link|sr-only|visually-hidden|screen-reader-text)(\s|$)/;
const codeTable = /(^|\s)(lntable|highlight|highlighttable|rouge-table|code)(\s|$)/;

// Where articles stand, the most certain first.
const places: readonly ((element: Element) => boolean)[] = [
  (element) => hasClass(element, "e-content") || attribute(element, "itemprop")?.includes("articleBody") === true,
  (element) =>
    /(^|\s)(post-content|entry-content|article-content|post-body|article-body|post-full-content|markdown-body|vp-doc|theme-doc-markdown|article-entry|post__content)(\s|$)/.test(
      attribute(element, "class") ?? "",
    ),
  (element) => element.tagName === "article",
  (element) => element.tagName === "main" || attribute(element, "role") === "main",
  (element) => element.tagName === "body",
];

/** Reads a page as browsers do (HTML5). `within` is the class, `#id` or name of the element to look at, if it is known. */
export function readPage(html: string, within?: string): Seen {
  const document = parse(html);
  const elements = [...elementsOf(document.childNodes)];
  const chosen = within === undefined ? places : [(element: Element) => matches(element, within), ...places.slice(-1)];
  const whole = elements.find(({ tagName }) => tagName === "html");
  const articles = chosen.map((is) => elements.filter(is)).find((found) => found.length > 0) ?? [];
  // Several articles are a list of them.
  const [article] = articles;
  const text = article === undefined ? "" : textOf(article.childNodes, false);
  const inside =
    article === undefined ? [] : [...elementsOf(article.childNodes)].filter((element) => !isHidden(element));
  const blocks = text
    .split("\n")
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter((line) => line !== "");
  const is = (element: Element, kind: Structure): boolean =>
    structures[kind].has(element.tagName) || (kind === "quotes" && box.test(attribute(element, "class") ?? ""));
  const count = (kind: Structure): number => inside.filter((element) => is(element, kind) && isText(element)).length;
  return {
    blocks,
    words: blocks.flatMap(wordsOf),
    headings: inside
      .filter(({ tagName }) => /^h[1-6]$/.test(tagName))
      .map((element) => wordsOf(textOf(element.childNodes, false)).join(" ")),
    counts: {
      code: count("code"),
      tables: count("tables"),
      lists: count("lists"),
      pictures: count("pictures"),
      quotes: count("quotes"),
      definitions: count("definitions"),
    },
    anchors: new Set(
      inside.flatMap((element) =>
        [attribute(element, "id"), element.tagName === "a" ? attribute(element, "name") : undefined].filter(
          (id) => id !== undefined && id !== "",
        ),
      ),
    ) as ReadonlySet<string>,
    isFound: within === undefined || elements.some((element) => matches(element, within)),
    leadsAway: elements.some(
      (element) => element.tagName === "meta" && attribute(element, "http-equiv")?.toLowerCase() === "refresh",
    ),
    ...present(dateOf(elements, inside), whole === undefined ? undefined : attribute(whole, "lang")),
  };
}

const present = (date: string | undefined, language: string | undefined): Pick<Seen, "date" | "language"> => ({
  ...(date === undefined ? {} : { date }),
  ...(language === undefined || language === "" ? {} : { language: language.toLowerCase() }),
});

/** Words of a text, without marks and quotes, so that typography makes no difference. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .match(
      /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Hangul}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Hangul}])[\p{L}\p{M}\p{N}])+/gu,
    ) ?? [];

function* elementsOf(nodes: readonly Node[]): Generator<Element> {
  for (const node of nodes) {
    if (!("tagName" in node)) continue;
    yield node;
    yield* elementsOf(node.childNodes);
  }
}

const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((each) => each.name === name)?.value;

const hasClass = (element: Element, name: string): boolean =>
  (attribute(element, "class") ?? "").split(/\s+/).includes(name);

function matches(element: Element, within: string): boolean {
  if (within.startsWith("#")) return attribute(element, "id") === within.slice(1);
  return within.startsWith(".") ? hasClass(element, within.slice(1)) : element.tagName === within;
}

const isHidden = (element: Element): boolean =>
  unseen.has(element.tagName) ||
  attribute(element, "hidden") !== undefined ||
  furniture.test(attribute(element, "class") ?? "");

/** Whether an element is the author's, and none that places code beside its line numbers. */
function isText(element: Element): boolean {
  for (
    let node: DefaultTreeAdapterTypes.ParentNode | null = element;
    node !== null && "tagName" in node;
    node = node.parentNode
  ) {
    if (isHidden(node)) return false;
    if (element.tagName === "table" && codeTable.test(attribute(node, "class") ?? "")) return false;
  }
  return true;
}

function textOf(nodes: readonly Node[], verbatim: boolean): string {
  let text = "";
  for (const node of nodes) {
    if ("value" in node) text += verbatim ? node.value : node.value.replaceAll(/\s+/g, " ");
    if (!("tagName" in node) || isHidden(node)) continue;
    const inner = textOf(node.childNodes, verbatim || node.tagName === "pre");
    text += ownLine.has(node.tagName) ? `\n${inner}\n` : inner;
  }
  return text;
}

/** The first date that a page says, to programs or to people. */
function dateOf(elements: readonly Element[], inside: readonly Element[]): string | undefined {
  const meta = elements.find(
    ({ tagName, attrs }) =>
      tagName === "meta" && attrs.some(({ value }) => /^(article:published_time|datePublished|date)$/.test(value)),
  );
  const linked = elements
    .filter((element) => element.tagName === "script" && attribute(element, "type") === "application/ld+json")
    .map(
      ({ childNodes }) =>
        /"datePublished"\s*:\s*"([^"]+)"/.exec(
          childNodes.map((node) => ("value" in node ? node.value : "")).join(""),
        )?.[1],
    )
    .find((date) => date !== undefined);
  const times = [...elements, ...inside].filter(({ tagName }) => tagName === "time");
  const time = times.find((element) => hasClass(element, "dt-published")) ?? times[0];
  return (meta && attribute(meta, "content")) ?? linked ?? (time && attribute(time, "datetime"));
}
