import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { write } from "../folder.ts";
import { build, engine, programOf, programsOf } from "./small-engine.ts";

/** Says what it noted last, and notes what it is told. */
const noting = `import { common } from "./base/program/common.ts";
  console.log(common === undefined ? "modules" : (common.note("word") ?? "nothing"));
  common?.addNote("word", process.argv[2] ?? "");
`;

const notesOf = (folder: string): string[] =>
  readdirSync(programOf(folder))
    .filter((name) => name.startsWith("notes-"))
    .map((name) => join(programOf(folder), name));

it("keeps notes of what is the same in each blog until a module or data beside it has changed", () => {
  const folder = engine();
  const besides = ["src/style.css", "scripts/only/by-others.ts"];
  write(folder, { "scripts/build.ts": noting, ...Object.fromEntries(besides.map((file) => [file, ""])) });
  const said = ["one", "two", "three"].map((word) => build(folder, word));
  expect(said).toEqual(["nothing\n", "one\n", "two\n"]);
  for (const file of besides) {
    write(folder, { [file]: "as of now" });
    expect(build(folder, "four")).toBe("nothing\n");
    expect(build(folder, "five")).toBe("four\n");
  }
  // As it was: what is made then may know of something that is not there any more.
  write(folder, { "scripts/only/by-others.ts": "" });
  expect(build(folder, "six")).toBe("nothing\n");
});

it.each([
  ["one is cut off", (file: string) => writeFileSync(file, readFileSync(file).subarray(0, -1))],
  ["one is empty", (file: string) => writeFileSync(file, "")],
  ["their folder is gone", (file: string) => rmSync(dirname(file), { recursive: true })],
  [
    "a file is where their folder should be",
    (file: string) => [rmSync(dirname(file), { recursive: true }), writeFileSync(dirname(file), "")],
  ],
])("does without notes where %s", (_, damage) => {
  const folder = engine();
  write(folder, { "scripts/build.ts": noting });
  build(folder, "a word");
  const [notes = ""] = notesOf(folder);
  damage(join(notes, readdirSync(notes)[0] ?? ""));
  expect(build(folder, "a word")).toBe("nothing\n");
});

it("leaves notes to processes that began before it was made again", () => {
  const folder = engine();
  write(folder, { "scripts/build.ts": noting });
  build(folder, "a word");
  const before = notesOf(folder);
  utimesSync(join(folder, "scripts/greeting.ts"), 0, 0);
  expect(build(folder, "another")).toBe("nothing\n");
  expect(programsOf(folder)).toHaveLength(1);
  const after = notesOf(folder);
  expect([after.length, after]).toEqual([2, expect.arrayContaining(before)]);
  for (const notes of after) utimesSync(notes, 0, 0);
  utimesSync(join(folder, "scripts/greeting.ts"), 1, 1);
  expect(build(folder)).toBe("nothing\n");
  expect(notesOf(folder)).toHaveLength(1);
});
