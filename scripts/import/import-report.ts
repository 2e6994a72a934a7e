import { styleText } from "node:util";
import { plural } from "../base/order.ts";
import { printable } from "../base/printable.ts";
import type { Plan, PlacedNote } from "./plan.ts";
import type { OldSite } from "./source.ts";
import type { WriteResult } from "./write.ts";

/** How many places of one message are listed before "and 7 more". */
const shown = 10;

/** What an import did and what needs attention, safe for a terminal. `out` is the prefix of file names. */
export function reportImport(
  oldSite: OldSite,
  plan: Plan,
  outcome: WriteResult,
  options: { out: string; dryRun: boolean; all: boolean },
): string {
  const { out, dryRun } = options;
  const of = (kind: string): number => plan.places.filter(({ article }) => article.kind === kind).length;
  const drafts = plan.places.filter(({ article }) => article.fields.draft).length;
  const aliases = plan.places.filter(({ article, path }) => article.urls.some((url) => url !== path)).length;
  const lines = [
    heading(dryRun ? "Would import" : "Imported"),
    `  ${plural(of("post"), "post")} and ${plural(of("page"), "page")}${drafts > 0 ? `, ${drafts} of them drafts` : ""}`,
    `  ${plural(outcome.written.length, "file")} ${dryRun ? "to be written" : "written"} to ${printable(out)}${
      outcome.same.length > 0 ? `, ${outcome.same.length} already there` : ""
    }`,
    heading("Converted"),
    `  ${plural(plan.converted, "text")} changed beyond the front matter, ${aliases.toLocaleString("en")} old address${aliases === 1 ? "" : "es"} kept alive`,
  ];
  const section = (title: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push(heading(title), ...items.map((item) => `  ${printable(item)}`));
  };
  section("Could not be read", oldSite.failures);
  section(
    "Already there with other content, and left unchanged",
    outcome.different.map((file) => `${out}/${file}`),
  );
  section("About the site", [...oldSite.notes, ...plan.siteNotes]);
  section("Needs your attention", grouped(plan.notes, out, options.all));
  return `${lines.join("\n")}\n`;
}

/** One line per note; many notes with the same message share a paragraph. */
function grouped(notes: readonly PlacedNote[], out: string, all: boolean): string[] {
  const groups = Map.groupBy(notes, ({ message }) => message);
  return [...groups].flatMap(([message, members]) => {
    const places = members.map(({ file, line }) => `${out}/${file}:${line ?? 1}`);
    if (members.length <= 3) return places.map((place) => `${place} ${message}`);
    const listed = all ? places : places.slice(0, shown);
    const more = places.length - listed.length;
    return [
      `${members.length} times: ${message}`,
      ...listed.map((place) => `  ${place}`),
      ...(more > 0 ? [`  and ${more} more, with --all`] : []),
    ];
  });
}

const heading = (text: string): string => styleText("bold", text);
