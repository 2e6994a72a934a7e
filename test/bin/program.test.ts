import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProgram } from "../../scripts/base/program/make-program.ts";
import { temporaryFolder, write } from "../folder.ts";
import { project } from "../project-folder.ts";
import { build, cacheOf, command, engine, programOf, programsOf } from "./small-engine.ts";

describe("the program", () => {
  it("is made of all commands that build, and warns of nothing", async () => {
    const { script, files } = await makeProgram(project, ["build", "check-content", "deploy", "export", "start"]);
    expect(files).toContain(join(project, "scripts/read/article-product.ts"));
    expect(files).toContain(join(project, "node_modules/marked/lib/marked.esm.js"));
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    expect(script.match(/import[._]meta|(?<!\.)\bimport\(/)).toBeNull();
    const names = ["build", "start", "article-thread", "page-thread", "index-thread", "manifest-thread"];
    expect(names.filter((name) => !script.includes(`"${name}":()=>`))).toEqual([]);
    // Of another sign V8 would take twice the room for all of it.
    expect(script.match(/[^\0-\x7f]/)).toBeNull();
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

  it("says what its modules say with signs of all scripts", () => {
    const folder = engine();
    const said = [
      '"日本😀".replace(/[😀—]/u, "…")',
      '"a—b".replace(/[\\—x]/g, "\\é\\\\é")',
      "`„${'é'.replace(/é/, '\\ü')}“`",
      "String.raw`\\é\\`é`",
      "String.raw `é`",
    ];
    write(folder, { "scripts/greeting.ts": `// “\\”\nexport const greeting = ${said.join(" + ")};\n` });
    expect(build(folder)).toBe("program 日本…aé\\éb„ü“\\é\\`éé true\n");
  });

  it("keeps what V8 compiled again when a run has needed clearly more", () => {
    const folder = engine();
    const sums = Array.from({ length: 50_000 }, (_, index) => `sum += ${index} * sum;`);
    write(folder, {
      "scripts/greeting.ts": `export const greeting = process.argv[2] === "much" ? much() : "hello";
        function much() {
          let sum = 1;
          ${sums.join("\n")}
          return sum > 0 ? "much" : "little";
        }\n`,
    });
    const kept = () => statSync(join(programOf(folder), "build.compiled"), { bigint: true });
    build(folder);
    const little = kept();
    build(folder);
    expect(kept().mtimeNs).toBe(little.mtimeNs);
    expect(build(folder, "much")).toBe("program much true\n");
    const much = kept();
    expect(much.size).toBeGreaterThan(2n * little.size);
    for (const run of [["much"], []]) {
      build(folder, ...run);
      expect(kept().mtimeNs).toBe(much.mtimeNs);
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
