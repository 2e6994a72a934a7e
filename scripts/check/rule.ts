import type { Position } from "../read/front-matter.ts";
import type { Checked, CheckedSite } from "./checked-site.ts";

/** What a check found: where in which file below the content folder, and under which name it can be looked up. */
export interface Found extends Position {
  readonly file: string;
  readonly severity: "error" | "warning";
  readonly message: string;
}

export type Tell = (found: Found) => void;

/** Looks at a whole site for one kind of mistake. */
export type Rule = (site: CheckedSite, tell: Tell) => void;

/** The place of a field's value, or of an item of its list, in the article's file. */
export const placeOf = ({ locate }: Checked, ...path: readonly (string | number)[]): Position => locate({ path });

/** The place in the article's file of one in its body. */
export const placeInBody = ({ bodyLine }: Checked, { line, column }: Position): Position => ({
  line: line + bodyLine - 1,
  column,
});

/** A field's value as a list of texts, as the readers of lists see it. */
export function listed(
  { data }: Checked,
  name: string,
): readonly { readonly text: string; readonly path: readonly (string | number)[] }[] {
  const value = data[name];
  if (typeof value === "string")
    return value
      .split(",")
      .flatMap((part, index) => (part.trim() === "" ? [] : [{ text: part.trim(), path: [name, index] }]));
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) =>
    typeof item === "string" && item.trim() !== "" ? [{ text: item.trim(), path: [name, index] }] : [],
  );
}
