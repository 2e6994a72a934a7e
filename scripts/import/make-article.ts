import type { Foreign } from "./foreign.ts";
import type { OldArticle, Note } from "./source.ts";

/** Completes what the reader of a Markdown system found: adds a missing title and the comments. */
export function makeArticle(
  found: Omit<OldArticle, "comments" | "notes" | "bundle"> & Partial<Pick<OldArticle, "bundle" | "notes">>,
  foreign: Foreign,
  comments: readonly string[],
): OldArticle {
  const notes: Note[] = [...(found.notes ?? [])];
  const fields = { ...found.fields };
  if (fields.title === undefined) {
    fields.title = titleFrom(found.slug);
    notes.push({ message: "the title was missing, so it is made from the file name" });
  }
  const kept = [...foreign.rest(), ...comments];
  // A page has no date, and no fields that need one.
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

/** The date at the start of a file's name, if any. */
export function dateOfName(name: string): string | undefined {
  // Jekyll's own files may have months and days of one digit.
  const [, year, month = "", day = ""] = /^(\d{4})-(\d\d?)-(\d\d?)(?=[-_. ]|$)/.exec(name) ?? [];
  return year === undefined ? undefined : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

export const withoutDate = (name: string): string => name.replace(/^\d{4}-\d\d?-\d\d?[-_. ]+(?=.)/, "");
