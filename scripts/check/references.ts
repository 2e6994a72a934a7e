import { findProse } from "../markdown/prose.ts";
import { nearest } from "../base/nearest.ts";
import type { Rule } from "./rule.ts";

// Labels of digits or of words. "[^a-z]" is an expression of programmers.
const reference = /\[\^(?<label>\d+|[\p{L}_]{3,}[\p{L}\d_-]*)\](?!:)/gu;
const definition = /^ {0,3}\[\^(?<label>[^\]\s]+)\]:/gm;

// Both parts have letters: "[0][1]" is an expression too.
const labelled = /\[(?=[^\]]*\p{L}{2})[^[\]\n]+\]\[(?<label>[^[\]\n]*\p{L}{2}[^[\]\n]*)\]/gu;
const target = /^ {0,3}\[(?!\^)(?<label>[^\]\n]+)\]:/gm;

/** Links by reference whose target is not there: they show as they were written. */
export const checkReferences: Rule = ({ articles }, tell) => {
  for (const { file, body, bodyLine } of articles) {
    if (!body.includes("][")) continue;
    const labels = findProse(body, target).map(({ match }) => match.groups?.["label"] ?? "");
    const known = new Set(labels.map(likeness));
    for (const { match, line } of findProse(body, labelled)) {
      const label = match.groups?.["label"] ?? "";
      if (known.has(likeness(label))) continue;
      const meant = nearest(label, labels);
      const hint = meant === undefined ? `expected a line [${label}]: with its target` : `did you mean [${meant}]?`;
      tell({
        file,
        severity: "warning",
        line: line + bodyLine - 1,
        column: columnOf(body, match.index),
        message: `link "${match[0]}" has no target, ${hint}`,
      });
    }
  }
};

/** Labels are the same but for case and white space (CommonMark §4.7). */
const likeness = (label: string): string => label.trim().toLowerCase().replace(/\s+/g, " ");

const columnOf = (body: string, offset: number): number => offset - body.lastIndexOf("\n", offset - 1);

/** References to footnotes that are not there: they show as they were written. */
export const checkFootnotes: Rule = ({ articles }, tell) => {
  for (const { file, body, bodyLine } of articles) {
    if (!body.includes("[^")) continue;
    const labels = new Set(findProse(body, definition).map(({ match }) => match.groups?.["label"]));
    for (const { match, line } of findProse(body, reference)) {
      const label = match.groups?.["label"] ?? "";
      if (labels.has(label)) continue;
      const column = columnOf(body, match.index);
      const message = `footnote "${label}" is not there, write [^${label}]: and its text on a line of its own`;
      tell({ file, severity: "warning", line: line + bodyLine - 1, column, message });
    }
  }
};
