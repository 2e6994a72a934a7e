import { findProse } from "../markdown/prose.ts";
import { nearest } from "../base/nearest.ts";
import { placeInBody, positionAfter } from "../base/line-and-column.ts";
import type { Rule } from "./rule.ts";

/** A way to refer by a label to what is defined elsewhere in a text. */
interface Kind {
  /** What each reference has in it. */
  readonly mark: string;
  readonly reference: RegExp;
  readonly definition: RegExp;
  /** What labels that are the same have in common. */
  readonly likeness: (label: string) => string;
  readonly message: (reference: string, label: string, labels: readonly string[]) => string;
}

/** References to what is not there: they show as they were written. */
const referenceRule =
  ({ mark, reference, definition, likeness, message }: Kind): Rule =>
  ({ articles }, report) => {
    for (const article of articles) {
      const { file, body } = article;
      if (!body.includes(mark)) continue;
      const labels = findProse(body, definition).map(({ match }) => match.groups?.["label"] ?? "");
      const known = new Set(labels.map(likeness));
      for (const { match } of findProse(body, reference)) {
        const label = match.groups?.["label"] ?? "";
        if (known.has(likeness(label))) continue;
        const place = placeInBody(article, positionAfter(body.slice(0, match.index)));
        report(file, { severity: "warning", ...place, message: message(match[0], label, labels) });
      }
    }
  };

export const checkReferences = referenceRule({
  mark: "][",
  // Both parts have letters: "[0][1]" is an expression of programmers.
  reference: /\[(?=[^\]]*\p{L}{2})[^[\]\n]+\]\[(?<label>[^[\]\n]*\p{L}{2}[^[\]\n]*)\]/gu,
  definition: /^ {0,3}\[(?!\^)(?<label>[^\]\n]+)\]:/gm,
  // Labels are the same but for case and white space (CommonMark §4.7).
  likeness: (label) => label.trim().toLowerCase().replace(/\s+/g, " "),
  message: (reference, label, labels) => {
    const meant = nearest(label, labels);
    const cure = meant === undefined ? `expected a line [${label}]: with its target` : `did you mean [${meant}]?`;
    return `link "${reference}" has no target, ${cure}`;
  },
});

export const checkFootnotes = referenceRule({
  mark: "[^",
  // Labels of digits or of words. "[^a-z]" is an expression too.
  reference: /\[\^(?<label>\d+|[\p{L}_]{3,}[\p{L}\d_-]*)\](?!:)/gu,
  definition: /^ {0,3}\[\^(?<label>[^\]\s]+)\]:/gm,
  likeness: (label) => label,
  message: (_, label) => `footnote "${label}" is not there, write [^${label}]: and its text on a line of its own`,
});
