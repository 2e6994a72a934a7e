import { escapeHtml } from "../../../src/markup.ts";
import { cardHtml, lostCard } from "./lexical.ts";
import { isRecord } from "../../base/record.ts";

interface Mobiledoc {
  readonly sections: readonly unknown[];
  readonly markups: readonly unknown[];
  readonly atoms: readonly unknown[];
  readonly cards: readonly unknown[];
}

/**
 * A Mobiledoc text (Ghost's older editor) as HTML: https://github.com/bustle/mobiledoc-kit/blob/master/MOBILEDOC.md. A card
 * without HTML becomes a comment.
 */
export function mobiledocHtml(source: string): string {
  const parsed: unknown = JSON.parse(source);
  const list = (name: string): readonly unknown[] => {
    const value = isRecord(parsed) ? parsed[name] : undefined;
    return Array.isArray(value) ? value : [];
  };
  const doc: Mobiledoc = {
    sections: list("sections"),
    markups: list("markups"),
    atoms: list("atoms"),
    cards: list("cards"),
  };
  return doc.sections.map((section) => sectionHtml(section, doc)).join("\n");
}

/** The Markdown of a text with just one Markdown card, like all texts of early Ghost. */
export function soleMarkdown(source: string): string | undefined {
  const parsed: unknown = JSON.parse(source);
  if (!isRecord(parsed)) return undefined;
  const [cards, sections] = [parsed["cards"], parsed["sections"]];
  if (!Array.isArray(cards) || !Array.isArray(sections)) return undefined;
  const filled = sections.filter(
    (section) => Array.isArray(section) && !(section[0] === 1 && Array.isArray(section[2]) && section[2].length === 0),
  );
  const [card]: unknown[] = cards;
  if (cards.length !== 1 || filled.length !== 1 || !Array.isArray(card) || !isRecord(card[1])) return undefined;
  const { markdown } = card[1];
  return /^(card-)?markdown$/.test(String(card[0])) && typeof markdown === "string" ? markdown : undefined;
}

function sectionHtml(section: unknown, doc: Mobiledoc): string {
  if (!Array.isArray(section)) return "";
  const [kind, second, third]: unknown[] = section;
  if (kind === 1) {
    const inner = markersHtml(third, doc);
    return inner === "" ? "" : `<${String(second)}>${inner}</${String(second)}>`;
  }
  if (kind === 2) return `<p><img src="${escapeHtml(String(second))}" alt=""></p>`;
  if (kind === 3) {
    const items = (Array.isArray(third) ? third : []).map((item: unknown) => `<li>${markersHtml(item, doc)}</li>`);
    return `<${String(second)}>${items.join("")}</${String(second)}>`;
  }
  const card: unknown = doc.cards[Number(second)];
  const [name, payload]: unknown[] = Array.isArray(card) ? card : [];
  const type = String(name).replace(/^card-/, "");
  const html = cardHtml(type, isRecord(payload) ? payload : {});
  return html ?? lostCard(type);
}

/** Each marker opens some markups, has a text, and closes a number of the innermost ones. */
function markersHtml(markers: unknown, doc: Mobiledoc): string {
  const open: string[] = [];
  let html = "";
  for (const marker of Array.isArray(markers) ? markers : []) {
    if (!Array.isArray(marker)) continue;
    const [kind, opened, closed, value]: unknown[] = marker;
    for (const index of Array.isArray(opened) ? opened : []) {
      const { name, attributes } = markup(doc.markups[Number(index)]);
      html += `<${name}${attributes}>`;
      open.push(name);
    }
    html += kind === 0 ? escapeHtml(String(value)) : atomHtml(doc.atoms[Number(value)]);
    for (let count = Number(closed); count > 0; count--) html += `</${open.pop() ?? "span"}>`;
  }
  return html;
}

function markup(value: unknown): { readonly name: string; readonly attributes: string } {
  const [name, pairs]: unknown[] = Array.isArray(value) ? value : ["span"];
  const flat: unknown[] = Array.isArray(pairs) ? pairs : [];
  const attributes = flat.flatMap((key, index) =>
    index % 2 === 0 ? [` ${String(key)}="${escapeHtml(String(flat[index + 1]))}"`] : [],
  );
  return { name: String(name), attributes: attributes.filter((each) => /^ (href|title)=/.test(each)).join("") };
}

const atomHtml = (atom: unknown): string =>
  Array.isArray(atom) ? (atom[0] === "soft-return" ? "<br>" : escapeHtml(String(atom[1] ?? ""))) : "";
