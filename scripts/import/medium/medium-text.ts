import { decodeHTML } from "entities";
import { type Element, htmlOf, isElement, type Node, parseHtml } from "../html/html-blocks.ts";
import { htmlToMarkdown } from "../html/html-to-markdown.ts";

const classesOf = (element: Element): readonly string[] => (element.attribs["class"] ?? "").split(/\s+/);

/** The first element of a class. */
export const elementWith = (nodes: readonly Node[], name: string): Element | undefined => elementsWith(nodes, name)[0];

export const elementsWith = (nodes: readonly Node[], name: string): Element[] =>
  nodes.flatMap((node) =>
    isElement(node) ? [...(classesOf(node).includes(name) ? [node] : []), ...elementsWith(node.children, name)] : [],
  );

export const attribute = (element: Element | undefined, name: string): string | undefined =>
  element === undefined ? undefined : decodeHTML(element.attribs[name] ?? "") || undefined;

export const textIn = (node: Node | undefined): string =>
  node === undefined
    ? ""
    : isElement(node)
      ? node.children.map(textIn).join("")
      : "data" in node
        ? decodeHTML(node.data)
        : "";

/** A Medium text as Markdown, without the title and subtitle that it begins with. */
export function mediumText(html: string, title: string, subtitle: string | undefined): string {
  const nodes = parseHtml(html).flatMap((node, index) => tidy(node, index));
  const blocks = nodes.filter((node) => isElement(node) || textIn(node).trim() !== "");
  const begin = blocks.findIndex((node) => isElement(node) && node.name !== "hr");
  const rest = blocks.slice(Math.max(0, begin));
  // The page has them as its own.
  for (const said of [title, subtitle])
    if (rest[0] !== undefined && isElement(rest[0]) && /^h[1-4]$/.test(rest[0].name) && isSame(textIn(rest[0]), said))
      rest.shift();
  return htmlToMarkdown(htmlOf(rest));
}

const isSame = (text: string, said: string | undefined): boolean => {
  const plain = (words: string): string => words.replaceAll(/\s+/g, " ").trim();
  return (
    said !== undefined &&
    (plain(text) === plain(said) || (said.endsWith("…") && plain(text).startsWith(plain(said).slice(0, -1))))
  );
};

const kept = new Set(["href", "src", "alt", "title", "start", "width", "height"]);

/** A node without Medium's frames, classes and names; sections become rules between them. */
function tidy(node: Node, index: number): Node[] {
  if (!isElement(node)) return [node];
  const classes = classesOf(node);
  if (classes.includes("section-divider")) return [];
  if (classes.includes("graf--mixtapeEmbed")) return parseHtml(mixtape(node));
  if (node.name === "figure") return parseHtml(figure(node));
  if (node.name === "pre") return parseHtml(`<pre><code>${code(node)}</code></pre>`);
  const children = node.children.flatMap((child, at) => tidy(child, at));
  if (/^(section|div)$/.test(node.name))
    return node.name === "section" && index > 0 && !classes.includes("section--first")
      ? [...parseHtml("<hr>"), ...children]
      : children;
  const isBare =
    node.name === "blockquote" && !children.some((child) => isElement(child) && /^(p|ul|ol)$/.test(child.name));
  node.children = isBare ? parseHtml(`<p>${htmlOf(children)}</p>`) : children;
  for (const name of Object.keys(node.attribs)) if (!kept.has(name)) delete node.attribs[name];
  // Medium has two sizes of headings; the larger one is below a page's title.
  node.name = { h3: "h2", h4: "h3" }[node.name] ?? node.name;
  return [node];
}

/** A card for a page elsewhere, as the link that it is. */
function mixtape(node: Element): string {
  const html = htmlOf(node);
  const href = /href="([^"]+)"/.exec(html)?.[1] ?? "";
  const [, title = "", more = ""] = /<strong[^>]*>([^]*?)<\/strong>([^]*)<\/a>/.exec(html) ?? [];
  const words = parseHtml(more.replaceAll(/<br\s*\/?>|<\/em>/g, " "))
    .map(textIn)
    .join("")
    .trim();
  return `<p><a href="${href}">${title.replaceAll(/<br\s*\/?>/g, " ") || href}</a>${words === "" ? "" : ` ${words.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}`}</p>`;
}

/** A picture with its caption; a gist or a frame as a link. */
function figure(node: Element): string {
  const html = htmlOf(node);
  const caption = /<figcaption[^>]*>([^]*?)<\/figcaption>/.exec(html)?.[1];
  const plain = caption === undefined ? "" : htmlOf(parseHtml(caption).flatMap((each) => tidy(each, 0)));
  const images = [...html.matchAll(/<img[^>]*?>/g)].map(([tag]) => {
    const [src = "", alt = ""] = ["src", "alt"].map((name) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]);
    return `<img src="${src}" alt="${alt}">`;
  });
  if (images.length > 0)
    return plain === ""
      ? `<p>${images.join("\n")}</p>`
      : `<figure>\n${images.join("\n")}\n<figcaption>${plain}</figcaption>\n</figure>`;
  const gist = /<script[^>]+src="(https:\/\/gist\.github\.com\/[^"]+?)(?:\.js)?"/.exec(html)?.[1];
  const frame = /<iframe[^>]+src="([^"]+)"/.exec(html)?.[1];
  const url = gist ?? filmOf(frame) ?? frame;
  return url === undefined
    ? html
    : `<p><a href="${url}">${gist === undefined ? plain || url : "Code on GitHub"}</a></p>${gist !== undefined && plain !== "" ? `<p>${plain}</p>` : ""}`;
}

const filmOf = (frame: string | undefined): string | undefined => {
  const id = /youtube(?:-nocookie)?\.com\/embed\/([\w-]+)/.exec(frame ?? "")?.[1];
  return id === undefined ? undefined : `https://www.youtube.com/watch?v=${id}`;
};

/** Code whose lines Medium ends with `<br>`. */
const code = (node: Element): string =>
  htmlOf(node.children)
    .replaceAll(/<br\s*\/?>/g, "\n")
    .replaceAll(/<[^>]+>/g, "")
    .replace(/^\s*\n|\s+$/g, "");
