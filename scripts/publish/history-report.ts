import { printable } from "../base/printable.ts";
import { describe } from "./release-changes.ts";
import type { Past } from "./history.ts";

/** A line for each release: `12  2026-11-24 09:30  5d10a2ca  live  2 posts added`. */
export function tableOf(past: readonly Past[]): string {
  if (past.length === 0) return 'nothing is published yet; run "npm run deploy"';
  const width = Math.max(...past.map(({ version }) => String(version.number).length));
  return past
    .map(({ version, isLive, changes }) => {
      const time = version.created.toISOString().slice(0, 16).replace("T", " ");
      const what = changes === undefined ? printable(version.message ?? "unknown") : describe(changes);
      return `${String(version.number).padStart(width)}  ${time}  ${version.id}  ${isLive ? "live" : "    "}  ${what}`;
    })
    .join("\n");
}

export const jsonOf = (past: readonly Past[]): string =>
  JSON.stringify(past.map(({ version, isLive, changes }) => ({ ...version, isLive, changes })));
