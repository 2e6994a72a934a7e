import { structuredPatch } from "diff";

/** What changed from one text to another, as a unified diff without its header; empty if nothing did. */
export function textDiff(before: string, after: string, context = 2): string {
  const { hunks } = structuredPatch("", "", before, after, undefined, undefined, { context });
  const lines = hunks.flatMap(({ oldStart, newStart, lines }) => [`@@ -${oldStart} +${newStart} @@`, ...lines]);
  return lines.map((line) => `${line.replace(/\r$/, "")}\n`).join("");
}
