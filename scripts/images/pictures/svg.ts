import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from "saxes";
import { escapeXml } from "../../../src/markup.ts";
import type { Drawn } from "./drawn.ts";
import { PictureProblem } from "./picture-problem.ts";

const namespaces = {
  svg: "http://www.w3.org/2000/svg",
  xlink: "http://www.w3.org/1999/xlink",
  xml: "http://www.w3.org/XML/1998/namespace",
};

/** Elements that run scripts, hold HTML, play sound, or tell of the author's machine. */
const unwanted = /^(script|handler|listener|foreignobject|iframe|embed|object|audio|video|canvas|metadata)$/i;

export const looksLikeSvg = (input: Buffer): boolean => /^\uFEFF?\s*</.test(input.toString("utf8", 0, 64));

/**
 * Keeps a drawing, cleaned. An `<img>` runs no script and loads nothing, but a visitor can open the file itself, where
 * a script would act for the site. So elements other than SVG's, scripts, event handlers, and whatever refers to
 * another file or a `javascript:` URL are left out. Throws a PictureProblem for what is no SVG.
 */
export function drawSvg(source: string): Drawn {
  const { markup, size } = cleanSvg(source);
  const [width, height] = [Math.max(1, Math.round(size.width)), Math.max(1, Math.round(size.height))];
  const kept = { width, height, file: `${width}.svg`, type: "image/svg+xml", bytes: Buffer.from(markup) };
  return { width, height, renditions: [kept] };
}

/** In CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A drawing without what could do harm, and its size in CSS pixels. */
export function cleanSvg(source: string): { readonly markup: string; readonly size: Size } {
  const parser = new SaxesParser({ xmlns: true });
  const open: string[] = [];
  let markup = "";
  let css = ""; // collected, since comments and CDATA could split a word that is looked for
  let size: Size | undefined;
  let skipped = 0; // depth within an element that is left out
  parser.on("error", ({ message }) => {
    throw new PictureProblem(`is no well-formed SVG (${message}), save it again as plain SVG`);
  });
  parser.on("doctype", (doctype) => Object.assign(parser.ENTITIES, entitiesOf(doctype)));
  parser.on("opentag", (tag) => {
    if (skipped > 0 || !wanted(tag) || (size === undefined && tag.local !== "svg")) {
      skipped += 1;
      return;
    }
    size ??= sizeOf(tag);
    const scope = markup === "" ? ` xmlns="${namespaces.svg}" xmlns:xlink="${namespaces.xlink}"` : "";
    markup += `<${tag.local}${scope}${Object.values(tag.attributes).map(attribute).join("")}>`;
    open.push(tag.local);
  });
  parser.on("closetag", () => {
    if (skipped > 0) {
      skipped -= 1;
      return;
    }
    markup += `${escapeXml(safeCss(css))}</${open.pop()}>`;
    css = "";
  });
  const text = (value: string): void => {
    if (skipped > 0 || open.length === 0) return;
    if (open.at(-1) === "style") css += value;
    else markup += escapeXml(value);
  };
  parser.on("text", text);
  parser.on("cdata", text);
  parser.write(source.replace(/^\uFEFF/, "")).close();
  if (size === undefined)
    throw new PictureProblem(`has no <svg xmlns="${namespaces.svg}">, save it again as plain SVG`);
  return { markup: `${markup}\n`, size };
}

/** `<set attributeName="href" to="javascript:…">` and its like write what `attribute` would leave out. */
function wanted({ uri, local, attributes }: SaxesTagNS): boolean {
  const animated = attributes["attributeName"]?.value ?? "";
  return uri === namespaces.svg && !unwanted.test(local) && !/^\s*(on|(xlink:)?href\s*$)/i.test(animated);
}

/** An attribute with a space before it, or nothing: the XML declarations, other tools' notes, and what could do harm. */
function attribute({ uri, local, value }: SaxesAttributeNS): string {
  if (local === "href" && !/^\s*(#|data:image\/(png|jpeg|gif|webp|avif)[;,])/i.test(value)) return "";
  if (/^on/i.test(local) || external.test(value) || value.includes("\\")) return "";
  if (uri === "") return ` ${local}="${escapeXml(value)}"`;
  if (uri === namespaces.xlink && local === "href") return ` xlink:href="${escapeXml(value)}"`;
  if (uri === namespaces.xml && local !== "base") return ` xml:${local}="${escapeXml(value)}"`;
  return "";
}

/** A reference from CSS or a presentation attribute to anything but a part of the drawing. */
const external = /url\(\s*["']?(?!["']?\s*(#|data:image\/(png|jpeg|gif|webp|avif)[;,]))/i;

/** Style sheets with escapes are left out whole: `@\69mport` would hide an import. */
function safeCss(css: string): string {
  return /\\|@import/i.test(css) || external.test(css) ? "" : css;
}

/** Older drawing programs abbreviate namespaces by entities. Those that refer to others could grow without bound. */
function entitiesOf(doctype: string): Record<string, string> {
  const declared = doctype.matchAll(/<!ENTITY\s+([\w.-]+)\s+(["'])([^"'&<%]{0,200})\2\s*>/g);
  return Object.fromEntries([...declared].map(([, name, , value]) => [name, value]));
}

const unit: Readonly<Record<string, number>> = {
  "": 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
};

/** The size that browsers give a drawing (https://svgwg.org/specs/integration/#svg-css-sizing). */
function sizeOf({ attributes }: SaxesTagNS): Size {
  const [width, height] = [pixels(attributes["width"]?.value), pixels(attributes["height"]?.value)];
  const box = (attributes["viewBox"]?.value ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [, , boxWidth = 0, boxHeight = 0] = box.every((each) => Number.isFinite(each)) ? box : [];
  const ratio = boxWidth > 0 && boxHeight > 0 ? boxWidth / boxHeight : undefined;
  if (width !== undefined && height !== undefined) return { width, height };
  if (ratio === undefined) return { width: width ?? 300, height: height ?? 150 }; // CSS 2 §10.3.2
  if (width !== undefined) return { width, height: width / ratio };
  return height === undefined ? { width: boxWidth, height: boxHeight } : { width: height * ratio, height };
}

function pixels(length = ""): number | undefined {
  const [, number, name = ""] = /^\s*([\d.]+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(length) ?? [];
  const value = Number(number) * (unit[name.toLowerCase()] ?? Number.NaN);
  return value > 0 ? value : undefined;
}
