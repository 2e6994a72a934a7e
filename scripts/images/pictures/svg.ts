import { SaxesParser, type SaxesTagNS } from "saxes";
import type { Outline, Planned } from "./planned.ts";
import { PictureProblem } from "./picture-problem.ts";

const namespace = "http://www.w3.org/2000/svg";

// Browsers and librsvg refuse deeper drawings too, and the parser would take minutes for one.
const mostDepth = 1000;

export const looksLikeSvg = (input: Buffer): boolean => /^\uFEFF?\s*</.test(input.toString("utf8", 0, 64));

/** A drawing as the author made it. What keeps it from running script is the header that it is served with. */
export function planSvg(input: Buffer): Planned {
  const size = sizeOfSvg(input);
  const [width, height] = [whole(size.width), whole(size.height)];
  const renditions = [{ width, height, file: `${width}.svg`, type: "image/svg+xml" }];
  return { width, height, renditions, draw: async (bytes) => [bytes] };
}

// No browser lays out anything larger: Chromium counts 64ths of a pixel in 32 bits, Firefox 60ths.
const longest = 2 ** 24;

const whole = (pixels: number): number => Math.max(1, Math.round(Math.min(pixels, longest)));

/** In CSS pixels. */
export type Size = Pick<Outline, "width" | "height">;

/** The size of a drawing. Throws a PictureProblem for what is not an SVG that browsers would show. */
export function sizeOfSvg(bytes: Buffer): Size {
  const parser = new SaxesParser({ xmlns: true });
  let size = sizeless;
  let depth = 0;
  parser.on("error", ({ message }) => {
    throw new PictureProblem(`is not a well-formed SVG (${message}), save it again as plain SVG`);
  });
  parser.on("doctype", (doctype) => Object.assign(parser.ENTITIES, entitiesOf(doctype)));
  parser.on("opentag", (tag) => {
    depth += 1;
    if (depth > mostDepth)
      throw new PictureProblem(
        `has elements ${mostDepth} deep in one another, which browsers don't show; ungroup them`,
      );
    if (depth > 1) return;
    if (tag.local !== "svg" || tag.uri !== namespace)
      throw new PictureProblem(`has no <svg xmlns="${namespace}">, save it again as plain SVG`);
    size = sizeOf(tag);
  });
  parser.on("closetag", () => {
    depth -= 1;
  });
  parser.write(bytes.toString("utf8").replace(/^\uFEFF/, "")).close();
  return size;
}

// For example a drawing whose size nothing states (CSS 2 §10.3.2).
const sizeless: Size = { width: 300, height: 150 };

/** Older drawing programs abbreviate namespaces by entities. Those that refer to others could grow without bound. */
function entitiesOf(doctype: string): Record<string, string> {
  const declared = doctype.matchAll(/<!ENTITY\s+([\w.-]+)\s+(["'])([^"'&<%]{0,200})\2\s*>/g);
  return Object.fromEntries([...declared].map(([, name, , value]) => [name, value]));
}

const units: Readonly<Record<string, number>> = { px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 96 / 2.54, mm: 96 / 25.4 };

/** The size that browsers give a drawing (https://svgwg.org/specs/integration/#svg-css-sizing). */
function sizeOf({ attributes }: SaxesTagNS): Size {
  const [width, height] = [pixels(attributes["width"]?.value), pixels(attributes["height"]?.value)];
  const box = (attributes["viewBox"]?.value ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [, , boxWidth = 0, boxHeight = 0] = box.every((each) => Number.isFinite(each)) ? box : [];
  const ratio = boxWidth > 0 && boxHeight > 0 ? boxWidth / boxHeight : undefined;
  const natural = ratio ? { width: boxWidth, height: boxHeight } : sizeless;
  return {
    width: width ?? (ratio && height ? height * ratio : natural.width),
    height: height ?? (ratio && width ? width / ratio : natural.height),
  };
}

function pixels(length = ""): number | undefined {
  const [, number, name = ""] = /^\s*([\d.]+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(length) ?? [];
  const value = Number(number) * (units[name.toLowerCase() || "px"] ?? Number.NaN);
  return value > 0 ? value : undefined;
}
