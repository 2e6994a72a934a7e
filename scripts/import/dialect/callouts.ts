import type { AlertKind } from "../../markdown/tokens.ts";

// What boxes are called elsewhere, by the five kinds that there are here. "Caution" is yellow in most systems, as a warning is.
const names: Readonly<Record<AlertKind, string>> = {
  note: "note info abstract summary tldr todo example question help faq secondary default primary seealso see-also detail",
  tip: "tip hint success check done",
  important: "important",
  warning: "warning warn attention caution",
  caution: "danger error bug failure fail missing",
};

const kinds = new Map(
  Object.entries(names).flatMap(([kind, others]) => others.split(" ").map((name) => [name, kind] as const)),
);

/** Whether a box of that name has a counterpart here. */
export const isCallout = (name: string): boolean => kinds.has(name.toLowerCase());

/** A box as a block quote with a mark: `> [!TIP]`. A title other than the box's own name is its first paragraph. */
export function callout(name: string, title: string, text: string): string {
  const kind = kinds.get(name.toLowerCase()) ?? "note";
  const words = title.trim();
  const own = words === "" || words.toLowerCase() === kind || words.toLowerCase() === name.toLowerCase();
  const said = own ? [] : [/[*_`]/.test(words) ? words : `**${words}**`, ""];
  const lines = [`[!${kind.toUpperCase()}]`, ...said, ...text.replace(/^(?:[ \t]*\n)+|\s+$/g, "").split("\n")];
  return lines.map((line) => `> ${line}`.trimEnd()).join("\n");
}

/** Text that opens, with blank lines inside, so that it is Markdown. */
export const foldable = (summary: string, text: string, open = false): string =>
  `<details${open ? " open" : ""}><summary>${summary.trim() || "Details"}</summary>\n\n${text.trim()}\n\n</details>`;
