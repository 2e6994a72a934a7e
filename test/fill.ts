import type { Piece } from "../scripts/markdown/slots.ts";
import { escapeHtml } from "../src/markup.ts";

/** The HTML of pieces with each URL as it is and each picture as a plain `<img>`. */
export const fill = (pieces: readonly Piece[]): string => pieces.map(fillOne).join("");

function fillOne(piece: Piece): string {
  if (typeof piece === "string") return piece;
  if (piece.kind === "link") return escapeHtml(piece.href);
  const { src, alt, title, attributes } = piece;
  const all = { src, alt, ...(title === undefined ? {} : { title }), ...attributes };
  return `<img${Object.entries(all)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join("")}>`;
}
