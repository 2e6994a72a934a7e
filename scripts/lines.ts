import { readFileSync, statSync } from "node:fs";
import { posix } from "node:path";
import { InvalidArgumentError } from "commander";
import { parseSync } from "oxc-parser";
import { command, run } from "./base/command.ts";
import { filesBelow } from "./base/files-below.ts";
import { compare } from "./base/order.ts";
import { say } from "./base/terminal.ts";

const lines = command(
  "lines",
  "Counts lines of TypeScript that are neither blank nor comment, by folder. The core is everything except import, bench and the table of words.",
  ["run lines", "run lines -- test", "run lines -- --json"],
)
  .argument("[folders...]", "the folders that are counted (default: src scripts)", checkFolder)
  .option("--json", "print the counts for programs", false)
  .parse();

const apart = /^scripts\/(import|bench)[/.]|^src\/content\/words\.ts$/;

void run(async () => {
  const files = (lines.args.length > 0 ? lines.args : ["src", "scripts"]).flatMap(sourcesIn);
  const rooms = [...Map.groupBy(files, ({ room }) => room)]
    .map(([room, own]) => ({ room, ...sum(own) }))
    .sort((a, b) => compare(a.room, b.room));
  const core = sum(files.filter(({ path }) => !apart.test(path)));
  const total = sum(files);
  if (lines.opts<{ readonly json: boolean }>().json) say(JSON.stringify({ rooms, core, total }, null, 2));
  else say(toText([...rooms, { room: "core", ...core }, { room: "total", ...total }]));
});

function checkFolder(folder: string): string {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new InvalidArgumentError("There is no such folder.");
}

/** A room is a folder at most two levels below the given one. */
function sourcesIn(folder: string) {
  const names = filesBelow(folder).filter((name) => name.endsWith(".ts"));
  return names.map((name) => {
    const path = posix.join(folder, name);
    const room = posix.join(folder, ...name.split("/").slice(0, -1).slice(0, 2));
    return { path, room, lines: linesOf(path) };
  });
}

function linesOf(file: string): number {
  const text = readFileSync(file, "utf8");
  // From last to first, so that earlier offsets stay valid. There may be code before and after a comment.
  const code = parseSync(file, text).comments.reduceRight(
    (rest, { start, end }) => rest.slice(0, start) + rest.slice(end),
    text,
  );
  return code.split("\n").filter((line) => line.trim() !== "").length;
}

function sum(files: readonly { readonly lines: number }[]) {
  return { files: files.length, lines: files.reduce((all, file) => all + file.lines, 0) };
}

function toText(counts: readonly (ReturnType<typeof sum> & { readonly room: string })[]): string {
  const width = Math.max(...counts.map(({ room }) => room.length));
  const row = (room: string, files: string | number, lines: string | number): string =>
    `${room.padEnd(width)} ${String(files).padStart(7)} ${String(lines).padStart(7)}`;
  return [row("room", "files", "lines"), ...counts.map((each) => row(each.room, each.files, each.lines))].join("\n");
}
