import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProgram } from "../../scripts/base/program/make-program.ts";
import { temporaryFolder, write } from "../folder.ts";
import { project } from "../project-folder.ts";

const node = join(project, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");
const files = [
  "bin/fore-edge.js",
  "bin/program.js",
  "scripts/base/digest.ts",
  "scripts/base/program/common.ts",
  "scripts/base/program/make-program.ts",
  "scripts/base/files-below.ts",
];

const command = `import { Worker } from "node:worker_threads";
  import { greeting } from "./greeting.ts";
  const program = import.meta.program;
  const wanted: string = process.argv[2] ?? "";
  if (wanted === "bug") {
    try {
      throw new TypeError("a bug");
    } catch (error) {
      console.log(program?.inSources((error as Error).stack ?? ""));
    }
  } else if (wanted === "thread") {
    const url = new URL("./read/count-thread.ts", import.meta.url);
    const options = { workerData: 41 };
    const worker = program?.thread(url, options) ?? new Worker(url, options);
    worker.on("message", (answer) => console.log(answer));
  } else console.log(program === undefined ? "modules" : "program", greeting, import.meta.url.endsWith("/scripts/build.ts"));
  program?.keep();
`;
const thread = `import { parentPort, workerData } from "node:worker_threads";
  parentPort?.postMessage([workerData + 1, import.meta.program !== undefined, import.meta.dirname.endsWith("read")]);
`;

/** Says what it noted last, and notes what it is told. */
const noting = `import { common } from "./base/program/common.ts";
  console.log(common === undefined ? "modules" : (common.note("word") ?? "nothing"));
  common?.addNote("word", process.argv[2] ?? "");
`;

/** An engine whose commands do next to nothing. */
function engine(folder = temporaryFolder()) {
  write(folder, {
    ...Object.fromEntries(files.map((file) => [file, readFileSync(join(project, file))])),
    "package.json": '{ "type": "module", "version": "1.0.0" }',
    "scripts/build.ts": command,
    "scripts/greeting.ts": 'export const greeting = "hello";\n',
    "scripts/read/count-thread.ts": thread,
    ...Object.fromEntries(
      ["check-content", "deploy", "export", "start"].map((name) => [`scripts/${name}.ts`, "export {};\n"]),
    ),
  });
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["esbuild", "@esbuild"])
    symlinkSync(join(project, "node_modules", name), join(folder, "node_modules", name));
  return folder;
}

function build(folder: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(node, [join(folder, "bin/fore-edge.js"), "build", ...args], {
    encoding: "utf8",
  });
  return stdout + stderr;
}

const cacheOf = (folder: string): string => join(folder, "node_modules/.cache/fore-edge-code");
const programsOf = (folder: string): string[] =>
  readdirSync(cacheOf(folder), { withFileTypes: true })
    .filter((each) => each.isDirectory() && each.name.startsWith("program-"))
    .map(({ name }) => join(cacheOf(folder), name));

function programOf(folder: string): string {
  const [program = ""] = programsOf(folder);
  return program;
}

const notesOf = (folder: string): string[] =>
  readdirSync(programOf(folder))
    .filter((name) => name.startsWith("notes-"))
    .map((name) => join(programOf(folder), name));

describe("the program", () => {
  it("is made of all commands that build, and warns of nothing", async () => {
    const { script, files } = await makeProgram(project, ["build", "check-content", "deploy", "export", "start"]);
    expect(files).toContain(join(project, "scripts/read/article-product.ts"));
    expect(files).toContain(join(project, "node_modules/marked/lib/marked.esm.js"));
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    expect(script.match(/import[._]meta|(?<!\.)\bimport\(/)).toBeNull();
    const names = ["build", "start", "article-thread", "page-thread", "index-thread", "manifest-thread"];
    expect(names.filter((name) => !script.includes(`"${name}":()=>`))).toEqual([]);
    // What gray-matter brings, and nobody calls.
    expect(files.filter((file) => file.includes("js-yaml"))).toEqual([]);
    expect(script).not.toContain("esprima");
  });

  it("runs what its modules say, with what V8 compiled before", () => {
    const folder = engine();
    expect(build(folder)).toBe("program hello true\n");
    const program = programOf(folder);
    expect(readdirSync(program).sort()).toEqual([
      "build.compiled",
      expect.stringMatching(/^notes-/),
      "program.js",
      "program.js.map",
    ]);
    const before = statSync(join(program, "program.js"), { bigint: true }).mtimeNs;
    expect(build(folder)).toBe("program hello true\n");
    expect(statSync(join(program, "program.js"), { bigint: true }).mtimeNs).toBe(before);
  });

  it("looks at what V8 compiled until that is enough, and again an hour later", () => {
    const folder = engine();
    const kept = (): string => join(programOf(folder), "build.compiled");
    const start = Date.now();
    build(folder);
    expect(statSync(kept()).mtimeMs).toBe(0);
    build(folder);
    expect(statSync(kept()).mtimeMs).toBeGreaterThanOrEqual(start);
    for (const [minutes, isSeen] of [
      [50, false],
      [70, true],
    ] as const) {
      utimesSync(kept(), 0, start / 1000 - minutes * 60);
      build(folder);
      expect(statSync(kept()).mtimeMs >= start).toBe(isSeen);
    }
  });

  it("is made anew of a module that has changed, or is there no more", () => {
    const folder = engine();
    build(folder);
    write(folder, { "scripts/greeting.ts": 'export const greeting = "salut";\n' });
    expect(build(folder)).toBe("program salut true\n");
    expect(programsOf(folder)).toHaveLength(2);
    write(folder, {
      "scripts/words.ts": 'export const greeting = "ciao";\n',
      "scripts/build.ts": command.replace("./greeting.ts", "./words.ts"),
    });
    expect(build(folder)).toBe("program ciao true\n");
  });

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

  it("has threads", () => {
    const folder = engine();
    expect(build(folder, "thread")).toBe("[ 42, true, true ]\n");
    expect(build(folder, "thread")).toBe("[ 42, true, true ]\n");
  });

  it("shows where in a module a bug is", () => {
    const folder = engine();
    expect(build(folder, "bug")).toMatch(/^TypeError: a bug\n +at .*scripts\/build\.ts:7:13/);
  });

  it("is done without where it can't be made", () => {
    const folder = engine();
    write(folder, { "scripts/deploy.ts": "await Promise.resolve();\n" }); // a script can't wait at its top
    expect(build(folder)).toBe("modules hello true\n");
  });

  it("is done without where it can't be kept", () => {
    const folder = engine();
    write(folder, { "node_modules/.cache": "a file where a folder should be" });
    expect(build(folder)).toBe("modules hello true\n");
  });

  it("is a copy's own", () => {
    const [folder, copy] = [engine(), join(temporaryFolder(), "copy")];
    build(folder);
    cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
    write(copy, { "scripts/greeting.ts": 'export const greeting = "ahoy";\n' });
    expect(build(copy)).toBe("program ahoy true\n");
    expect(build(folder)).toBe("program hello true\n");
  });

  it.each(["a b", "c#d", "e%20f", "g$$h", "i$&j", "日本"])("is made in a folder with any name: %s", (name) => {
    const folder = engine(join(temporaryFolder(), name));
    expect(build(folder)).toBe("program hello true\n");
    expect(build(folder, "thread")).toBe("[ 42, true, true ]\n");
  });

  it.each([
    ["nothing is compiled", "build.compiled", () => ""],
    ["what is compiled is cut off", "build.compiled", (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ["what is compiled is something else", "build.compiled", (bytes: Buffer) => bytes.map((byte) => byte ^ 1)],
    ["the script is cut off", "program.js", (bytes: Buffer) => bytes.subarray(0, 100)],
    ["the script is something else of the same length", "program.js", (bytes: Buffer) => bytes.map((byte) => byte ^ 1)],
    ["the script is gone", "program.js", undefined],
    ["the source map is gone", "program.js.map", undefined],
  ])("works where %s", (_, file, damage) => {
    const folder = engine();
    build(folder);
    const path = join(programOf(folder), file);
    const damaged = damage?.(readFileSync(path));
    if (damaged === undefined) rmSync(path);
    else writeFileSync(path, damaged);
    expect(build(folder)).toMatch(/^(?:program|modules) hello true\n$/);
    expect(build(folder)).toBe("program hello true\n");
    expect(build(folder, "bug")).toMatch(/^TypeError: a bug\n +at /);
  });

  it("starts threads from modules once it is gone", () => {
    const folder = engine();
    write(folder, {
      "scripts/build.ts":
        `import { rmSync } from "node:fs";\n${command.replace('wanted === "thread"', "wanted.startsWith(cache)")}`
          .replace("const program", `const cache = ${JSON.stringify(cacheOf(folder))};\n const program`)
          .replace("const url", "rmSync(wanted, { recursive: true });\n const url"),
    });
    build(folder);
    expect(build(folder, programOf(folder))).toBe("[ 42, false, true ]\n");
  });
});
