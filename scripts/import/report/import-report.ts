import { styleText } from "node:util";
import { plural } from "../../base/order.ts";
import { printable } from "../../base/printable.ts";
import type { Plan } from "../plan.ts";
import type { Note, OldSite } from "../source.ts";
import type { WriteResult } from "../write.ts";
import { sentence } from "./sentence.ts";

/** What an import did, as numbers and sentences. */
export interface ImportReport {
  readonly out: string;
  readonly dryRun: boolean;
  readonly posts: number;
  readonly pages: number;
  readonly drafts: number;
  /** Texts that were changed beyond their front matter. */
  readonly converted: number;
  readonly oldAddresses: number;
  readonly written: number;
  /** Files already there, with the same content. */
  readonly same: number;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  /** The most frequent kinds first. */
  readonly kinds: readonly Kind[];
}

/** All notes of one kind. */
export interface Kind {
  /** The sentence that they share, with "…" for what differs. */
  readonly message: string;
  readonly notes: readonly PlacedSentence[];
}

export interface PlacedSentence {
  /** File and line, if the note is about a place in a text: `content/posts/hello.md:12`. */
  readonly place?: string;
  readonly sentence: string;
  /** What stands for the "…" of its kind. */
  readonly of: readonly string[];
}

/** Everything there is to say. `out` is the prefix of file names. */
export function makeReport(
  oldSite: OldSite,
  plan: Plan,
  outcome: WriteResult,
  { out, dryRun }: { readonly out: string; readonly dryRun: boolean },
): ImportReport {
  const of = (kind: string): number => plan.places.filter(({ article }) => article.kind === kind).length;
  const left: Note = { message: "… is already there with other content" };
  const section = (title: string, notes: readonly PlacedNote[]): Section[] => sectionOf(title, notes, out);
  return {
    out,
    dryRun,
    posts: of("post"),
    pages: of("page"),
    drafts: plan.places.filter(({ article }) => article.fields.draft).length,
    converted: plan.changes.length,
    oldAddresses: plan.places.filter(({ article, path }) => article.urls.some((url) => url !== path)).length,
    written: outcome.written.length,
    same: outcome.same.length,
    sections: [
      ...section("Could not be read", oldSite.failures),
      ...section(
        "Left unchanged",
        outcome.different.map((file) => ({ ...left, of: [`${out}/${file}`] })),
      ),
      ...section("About the site", [...oldSite.notes, ...plan.siteNotes]),
      ...section("Needs your attention", plan.notes),
    ],
  };
}

/** A note with the file that it is about, if it is about one. */
type PlacedNote = Note & { readonly file?: string };

/** A section of notes; none if there are none. */
export const sectionOf = (title: string, notes: readonly PlacedNote[], out: string): Section[] =>
  notes.length === 0 ? [] : [{ title, kinds: kindsOf(notes, out) }];

function kindsOf(notes: readonly PlacedNote[], out: string): Kind[] {
  return [...Map.groupBy(notes, ({ message }) => message)]
    .map(([message, members]) => ({
      message,
      notes: members.map((note) => ({
        ...(note.file === undefined ? {} : { place: `${out}/${note.file}:${note.line ?? 1}` }),
        sentence: sentence(note),
        of: note.of ?? [],
      })),
    }))
    .toSorted((a, b) => b.notes.length - a.notes.length);
}

/** The most lines that a terminal gets, whatever the size of the blog. */
const most = 56;

/** The report as text that is safe for a terminal: a few places of each kind, or with `all` every one. */
export function formatReport(report: ImportReport, { all }: { readonly all: boolean }): string {
  const { dryRun, out, drafts, oldAddresses, same } = report;
  const head = [
    heading(dryRun ? "Would import" : "Imported"),
    `  ${plural(report.posts, "post")} and ${plural(report.pages, "page")}${drafts > 0 ? `, ${drafts} of them drafts` : ""}`,
    `  ${plural(report.written, "file")} ${dryRun ? "to be written" : "written"} to ${printable(out)}${
      same > 0 ? `, ${same} already there` : ""
    }`,
    heading("Converted"),
    `  ${plural(report.converted, "text")} changed beyond the front matter, ${oldAddresses.toLocaleString("en")} old address${oldAddresses === 1 ? "" : "es"} kept alive`,
  ];
  // As many places of each kind as there is room for.
  const shapes = all ? [Infinity] : [8, 5, 3, 2, 1, 0];
  const bodies = shapes.map((places) => report.sections.flatMap((section) => formatSection(section, places)));
  const body = bodies.find((lines) => all || head.length + lines.length <= most) ?? bodies.at(-1) ?? [];
  const room = all ? Infinity : most - head.length;
  const cut = body.length > room ? [...body.slice(0, room - 1), `  and ${body.length - room + 1} more kinds`] : body;
  return `${[...head, ...cut].join("\n")}\n`;
}

const formatSection = ({ title, kinds }: Section, places: number): string[] => [
  heading(title),
  ...kinds.flatMap((kind) => formatKind(kind, places)).map((line) => `  ${line}`),
];

/** One note is a sentence; several are their number, what they share, and the first of them. */
function formatKind({ message, notes }: Kind, places: number): string[] {
  const [only] = notes;
  if (only !== undefined && notes.length === 1)
    return [printable(only.place === undefined ? only.sentence : `${only.place} ${only.sentence}`)];
  const listed = notes.slice(0, places).map(({ place, sentence: text, of }) => {
    if (place === undefined) return printable(of.length > 0 ? of.join(" · ") : text);
    return printable([place, of.join(" · ")].join(" ").trim());
  });
  const more = notes.length - listed.length;
  return [
    `${notes.length.toLocaleString("en")} times: ${printable(message)}${frequent(notes)}`,
    ...listed.map((line) => `  ${line}`),
    ...(more > 0 && listed.length > 0 ? [`  and ${more.toLocaleString("en")} more`] : []),
  ];
}

/** The things that many notes of a kind are about: ` (youtube 20, gist 4, and 3 others)`. */
function frequent(notes: readonly PlacedSentence[]): string {
  const counts = [...Map.groupBy(notes, ({ of }) => of.join(" · "))]
    .map(([name, { length }]) => ({ name, length }))
    .toSorted((a, b) => b.length - a.length);
  if (counts.every(({ length }) => length === 1) || counts.every(({ name }) => name === "")) return "";
  const shown = counts.slice(0, 4).map(({ name, length }) => `${shortened(name)} ${length.toLocaleString("en")}`);
  const others = counts.length - shown.length;
  return ` (${printable(shown.join(", "))}${others > 0 ? `, and ${others.toLocaleString("en")} other${others === 1 ? "" : "s"}` : ""})`;
}

const shortened = (name: string): string => (name.length > 40 ? `${name.slice(0, 39)}…` : name);

const heading = (text: string): string => styleText("bold", text);
