import { findProse } from "../import/prose.ts";
import { type Rule } from "./rule.ts";

// Labels of digits or of words. "[^a-z]" is an expression of programmers.
const reference = /\[\^(?<label>\d+|[\p{L}_]{3,}[\p{L}\d_-]*)\](?!:)/gu;
const definition = /^ {0,3}\[\^(?<label>[^\]\s]+)\]:/gm;

/** References to footnotes that are not there: they show as they were written. */
export const checkFootnotes: Rule = ({ articles }, tell) => {
  for (const { file, body, bodyLine } of articles) {
    if (!body.includes("[^")) continue;
    const labels = new Set(findProse(body, definition).map(({ match }) => match.groups?.["label"]));
    for (const { match, line } of findProse(body, reference)) {
      const label = match.groups?.["label"] ?? "";
      if (labels.has(label)) continue;
      const column = match.index - body.lastIndexOf("\n", match.index - 1);
      const message = `footnote "${label}" is not there, write [^${label}]: and its text on a line of its own`;
      tell({ file, severity: "warning", line: line + bodyLine - 1, column, message });
    }
  }
};
