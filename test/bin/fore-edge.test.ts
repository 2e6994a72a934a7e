import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { temporaryFolder, write } from "../folder.ts";
import type { Ran } from "../import/run.ts";
import { project } from "../project-folder.ts";

const read = (file: string): string => readFileSync(join(project, file), "utf8");
const manifest = JSON.parse(read("package.json")) as { readonly version: string };
const here = join(project, "bin/fore-edge.js");

/** Makes whatever runs take its Node for another. */
const as = (version: string): readonly string[] => [
  "--import",
  `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"${version}"})`,
];

function foreEdge(bin: string, args: readonly string[], node: readonly string[] = []): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, bin, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

/** The executable of a package whose one command, `build`, is given. Its Node is the one beside it, unless it has other files. */
function packageOf(build: string, node?: Readonly<Record<string, string>>): string {
  const folder = write(temporaryFolder(), {
    "package.json": '{ "type": "module" }',
    "lib/scripts/build.js": build,
    "bin/fore-edge.js": readFileSync(here),
    "bin/program.js": read("bin/program.js"),
  });
  mkdirSync(join(folder, "node_modules"));
  const beside = join(folder, "node_modules/node");
  if (node === undefined) symlinkSync(join(project, "node_modules/node"), beside);
  else write(beside, node);
  return join(folder, "bin/fore-edge.js");
}

const commandsOf = (help: string): string[] =>
  [...help.matchAll(/^ {2}([a-z][\w:-]*) +\S/gm)].map(([, name = ""]) => name);

describe("fore-edge", () => {
  it.each([[["--help"]], [["-h"]], [["help"]], [[]]])("lists its commands: %j", (args) => {
    const { status, stdout, stderr } = foreEdge(here, args);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Usage: fore-edge COMMAND/);
    expect(commandsOf(stdout)).toContain("init");
  });

  it.each(["--version", "-V"])("says its version: %s", (option) => {
    expect(foreEdge(here, [option])).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });

  it.each(["biuld", "lines", "constructor", "../build", "prepack"])(
    "exits with 2 for what is not a command: %s",
    (name) => {
      const { status, stdout, stderr } = foreEdge(here, [name]);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toContain(`error: fore-edge has no command "${name}"\n\nUsage: fore-edge COMMAND`);
    },
  );

  it("has a command for every script that the package has, and no other", () => {
    const { exclude } = JSON.parse(read("scripts/tsconfig.lib.json")) as { readonly exclude: readonly string[] };
    const scripts = readdirSync(join(project, "scripts")).filter(
      (name) => name.endsWith(".ts") && !exclude.includes(name),
    );
    const names = scripts.map((name) => name.replace(".ts", ""));
    const listed = commandsOf(foreEdge(here, ["--help"]).stdout);
    expect(listed.filter((name) => !["init", "check", "check:content"].includes(name)).sort()).toEqual(
      names.filter((name) => name !== "check-content").sort(),
    );
    expect(names).toContain("check-content");
  });

  it("has every command that a new blog's scripts name, each under its own name", () => {
    const { scripts } = JSON.parse(read("create/template/package.json")) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const listed = commandsOf(foreEdge(here, ["--help"]).stdout);
    expect(Object.keys(scripts).sort()).toEqual(listed.filter((name) => name !== "init").sort());
    expect(Object.entries(scripts).filter(([name, line]) => line !== `fore-edge ${name}`)).toEqual([]);
  });

  it.each(["check", "check:content", "build", "upgrade"])("runs the repository's own sources: %s", (name) => {
    const { status, stdout } = foreEdge(here, [name, "--help"]);
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining(`Usage: npm run ${name.replace(/^check$/, "check:content")}`),
    ]);
  });

  it("writes a blog as npm create does", () => {
    const folder = temporaryFolder();
    const { status, stdout } = foreEdge(here, ["init", join(folder, "blog"), "--title", "Marginalia"]);
    expect([status, stdout]).toEqual([0, expect.stringContaining("npm install --save-exact ../fore-edge-")]);
    expect(readFileSync(join(folder, "blog/content/site.yaml"), "utf8")).toContain('title: "Marginalia"');
    const wrong = foreEdge(here, ["init", "--titel"]);
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining("(see fore-edge init --help)")]);
  });
});

describe.each([
  ["with a Node that can run it", []],
  ["with Node 20", as("20.19.0")],
  ["with Node 22", as("22.12.0")],
])("a command of fore-edge %s", (_, node) => {
  it("gets its arguments as they are, and Node 24", () => {
    const bin = packageOf(
      "console.log(JSON.stringify([process.execArgv.length, process.version, process.argv.slice(2)]));",
    );
    const args = ["--out", "a b", "", "$HOME", "--", "x"];
    const { status, stdout, stderr } = foreEdge(bin, ["build", ...args], node);
    expect([status, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toEqual([expect.any(Number), expect.stringMatching(/^v24\./), args]);
  });

  it.each([0, 1, 2, 7])("ends with its exit code: %d", (code) => {
    expect(foreEdge(packageOf(`process.exitCode = ${code};`), ["build"], node).status).toBe(code);
  });

  it("shows why it failed, and what it printed before", () => {
    const bin = packageOf('console.log("out"); console.error("err"); throw new TypeError("a bug");');
    const { status, stdout, stderr } = foreEdge(bin, ["build"], node);
    expect([status, stdout, stderr]).toEqual([1, "out\n", expect.stringMatching(/^err\n[\s\S]*TypeError: a bug/)]);
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("may end in its own time after %s", async (signal) => {
    const bin = packageOf(
      `process.on("${signal}", () => setTimeout(() => { console.log("tidy"); process.exit(3); }, 100));
      setInterval(() => {}, 1000);
      console.log("ready");`,
    );
    const child = spawn(process.execPath, [...node, bin, "build"], { stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.once("data", () => child.kill(signal));
    const [out] = await Promise.all([text(child.stdout), once(child, "exit")]);
    expect([child.exitCode, out]).toEqual([3, expect.stringContaining("tidy")]);
  });

  it("ends by the signal that ended it", async () => {
    const bin = packageOf('console.log("ready"); setInterval(() => {}, 1000);');
    const child = spawn(process.execPath, [...node, bin, "build"], { stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.once("data", () => child.kill("SIGTERM"));
    await once(child, "exit");
    expect([child.exitCode, child.signalCode]).toEqual([null, "SIGTERM"]);
  });
});

describe("a Node that is too old, and none beside it,", () => {
  it.each([
    ["was never installed", {}],
    ["could not run its install script", { "package.json": '{ "name": "node", "version": "24.21.0" }' }],
    ["is too old itself", { "package.json": '{ "name": "node", "version": "20.19.0" }', "bin/node": "" }],
  ])("is told with the cure where it %s", (_, files) => {
    const { status, stdout, stderr } = foreEdge(packageOf("", files), ["build"], as("20.19.0"));
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^error: this is Node 20\.19\.0, and fore-edge needs Node 24\. .*"npm rebuild node", or install Node 24\.\n$/,
    );
  });
});
