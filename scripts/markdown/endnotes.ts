import type { Token } from "marked";
import { escapeHtml, html } from "../../src/markup.ts";
import type { Body } from "./body.ts";
import { dropAnchors } from "./headings.ts";
import type { FootnoteRefToken, FootnoteToken } from "./tokens.ts";

interface Note {
  readonly number: number;
  references: number;
}

/** Numbers footnotes by their first reference and writes them after the text. Ids have a colon, which no heading's id has. */
export function endnotesOf({ footnotes, anchors, words, warn }: Body) {
  const notes = new Map<string, Note>();
  const leftOut: FootnoteToken[] = [];
  let isShown = true;

  function anchor(id: string): string {
    anchors.all.add(id);
    return id;
  }

  function withWaysBack(html: string, { number, references }: Note): string {
    let links = "";
    for (let nth = 1; nth <= references; nth += 1) {
      const label = escapeHtml(words.text("footnoteBack", `${number}${nth > 1 ? `-${nth}` : ""}`));
      const sign = nth > 1 ? `↩\ufe0e<sup>${nth}</sup>` : "↩\ufe0e"; // U+FE0E: as text, not as an emoji
      links += ` <a class="footnote-back" href="#${referenceId(number, nth)}" role="doc-backlink" aria-label="${label}">${sign}</a>`;
    }
    return html.endsWith("</p>") ? `${html.slice(0, -"</p>".length)}${links}</p>` : `${html}${links}`;
  }

  return {
    /** A definition shows nothing where it stands. */
    define(token: FootnoteToken): string {
      if (footnotes.get(token.label) !== token) {
        warn(token, `footnote "${token.label}" is defined twice, give this one another name; it is left out`);
        leftOut.push(token);
      }
      return "";
    },

    /** The reference's number, linked to the note. */
    refer({ label }: FootnoteRefToken): string {
      if (!isShown) return "";
      const note = notes.get(label) ?? { number: notes.size + 1, references: 0 };
      notes.set(label, note);
      note.references += 1;
      const id = anchor(referenceId(note.number, note.references));
      const place = note.references === 1 ? placeOf(note) : "";
      return `<sup><a class="footnote-ref" id="${id}" href="#fn:${note.number}"${place} role="doc-noteref">${note.number}</a></sup>`;
    },

    /** All notes that were referred to, also from other notes. */
    section(render: (tokens: Token[]) => string): string {
      // The map grows while notes are rendered that refer to further ones, and its iterator sees those.
      const contents: [Note, string][] = [];
      for (const [label, note] of notes) contents.push([note, render(footnotes.get(label)?.tokens ?? []).trimEnd()]);
      for (const [label, definition] of footnotes) {
        if (notes.has(label)) continue;
        const message = `footnote "${label}" has no reference, write [^${label}] where it belongs; it is left out`;
        warn(definition, message);
        leftOut.push(definition);
      }
      // What they link to is checked, though shown nowhere.
      isShown = false;
      for (const { tokens } of leftOut) {
        render(tokens);
        dropAnchors(anchors, tokens);
      }
      if (contents.length === 0) return "";
      const items = contents.map(
        ([note, html]) => `<li id="${anchor(`fn:${note.number}`)}"${placeOf(note)}>${withWaysBack(html, note)}</li>\n`,
      );
      return `<section class="footnotes" role="doc-endnotes" aria-labelledby="fn:title">
<h2 id="${anchor("fn:title")}" class="visually-hidden">${html`${words.say("footnotes")}`.text}</h2>
<ol>
${items.join("")}</ol>
</section>
`;
    },
  };
}

/** A name by which the stylesheet finds the first reference to a note, and puts the note beside it where there is room. */
const placeOf = ({ number }: Note): string => ` data-note="--${number}"`;

const referenceId = (number: number, nth: number): string => `fnref:${number}${nth > 1 ? `-${nth}` : ""}`;
