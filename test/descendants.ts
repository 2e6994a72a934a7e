import { execFileSync } from "node:child_process";

/** Ids of the processes below one, or of all. */
export function descendants(ancestor?: number): number[] {
  const table = execFileSync("ps", ["-eo", "pid=,ppid=,stat="], { encoding: "utf8" });
  const rows = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([id, parent, state]) => (state?.startsWith("Z") ? [] : [{ id: Number(id), parent: Number(parent) }]));
  const below = (ancestor: number): number[] =>
    rows.flatMap(({ id, parent }) => (parent === ancestor ? [id, ...below(id)] : []));
  return ancestor === undefined ? rows.map(({ id }) => id) : below(ancestor);
}
