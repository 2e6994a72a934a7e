import type { Foreign } from "./foreign.ts";
import type { Entry, Note } from "./source.ts";

/** An entry from what a reader of a Markdown system found out; title and comments are seen to. */
export function makeEntry(
  found: Omit<Entry, "comments" | "notes" | "bundle"> & Partial<Pick<Entry, "bundle" | "notes">>,
  foreign: Foreign,
  comments: readonly string[],
): Entry {
  const notes: Note[] = [...(found.notes ?? [])];
  const fields = { ...found.fields };
  if (fields.title === undefined) {
    fields.title = titleFrom(found.slug);
    notes.push({ message: "the title was missing and is made from the name" });
  }
  const kept = [...foreign.rest(), ...comments];
  // A page has no date, and nothing that comes with one.
  if (found.kind === "page")
    for (const name of ["date", "author", "tags", "expires", "series"] as const) {
      const value = fields[name];
      if (value !== undefined && value.length > 0)
        kept.push(`${name}: ${typeof value === "string" ? value : value.join(", ")}`);
      delete fields[name];
    }
  if (found.kind === "page") {
    for (const [name, terms] of Object.entries(fields.terms ?? {})) kept.push(`${name}: ${terms.join(", ")}`);
    delete fields.terms;
  }
  return { ...found, bundle: found.bundle ?? [], fields, comments: kept, notes };
}

/** `2024-01-02-hello_world` is "Hello world". */
function titleFrom(name: string): string {
  const words = withoutDate(name).replace(/[-_]+/g, " ").trim();
  return (words[0]?.toUpperCase() ?? "") + words.slice(1) || name;
}

/** The date with which a file's name begins, if it does. */
export function dateOfName(name: string): string | undefined {
  // Jekyll's own files may have months and days of one digit.
  const [, year, month = "", day = ""] = /^(\d{4})-(\d\d?)-(\d\d?)(?=[-_. ]|$)/.exec(name) ?? [];
  return year === undefined ? undefined : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

export const withoutDate = (name: string): string => name.replace(/^\d{4}-\d\d?-\d\d?[-_. ]+(?=.)/, "");
