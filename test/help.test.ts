import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "./folder.ts";
import { project } from "./project-folder.ts";

const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const commands = Object.entries(scripts).flatMap(([name, line]) => {
  const [, args] = /^node ((?:scripts|bin)\/.+)$/.exec(line) ?? [];
  return args === undefined ? [] : [{ name, args: args.split(" ") }];
});

interface Said {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

// A person's shell: the runner of tests sets FORCE_COLOR and a CI server CI, either of which decides about colours.
const plainEnvironment = { PATH: process.env["PATH"], HOME: process.env["HOME"], TMPDIR: process.env["TMPDIR"] };

async function give(...args: readonly string[]): Promise<Said> {
  const child = spawn(process.execPath, args, { cwd: project, env: plainEnvironment });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { status: child.exitCode, out, err };
}

describe("package.json", () => {
  it("runs other programs in every script that is not a command of ours", () => {
    const others = Object.keys(scripts).filter((name) => !commands.some((command) => command.name === name));
    expect(others.sort()).toEqual(["check", "format", "lint", "test", "test:fast", "typecheck"]);
  });
});

describe.each(commands)("npm run $name", ({ name, args }) => {
  let help: Said;
  beforeAll(async () => {
    help = await give(...args, "--help");
  });

  it("has help with examples of itself, and no colours in it", () => {
    const { status, out, err } = help;
    expect([status, err]).toEqual([0, ""]);
    expect(out).toContain("Usage: npm");
    const [, examples = ""] = out.split("Examples:\n");
    const lines = examples.split("\n").filter((line) => line.startsWith("  $ "));
    expect(lines.length).toBeGreaterThan(0);
    const own = name === "start" ? "npm start" : `npm run ${name}`;
    for (const line of lines) expect(line).toContain(own);
    expect(out).not.toContain("\u001b");
  });

  it("has examples whose options it knows", () => {
    const [options = "", examples = ""] = help.out.split("Examples:\n");
    for (const [option] of examples.matchAll(/--[a-z][\w-]*/g)) expect(options).toContain(option);
  });

  it("exits with 2 on wrong use, suggests what was meant, and tells where help is", async () => {
    // An example of its own, so that nothing but the last word is wrong.
    const [, example = ""] = /^  \$ npm (?:run [\w:-]+|start) -- (.+)$/m.exec(help.out) ?? [];
    const { status, out, err } = await give(...args, ...example.replaceAll('"', "").split(" "), "--halp");
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain("unknown option '--halp'");
    expect(err).toContain("Did you mean --help?");
    expect(err).toContain("(see --help)");
  });
});

describe("colours", () => {
  /** What a command that finds an error says on a terminal: `script` makes one. */
  const onTerminal = async (environment: Readonly<Record<string, string>>): Promise<string> => {
    const line = `"${process.execPath}" scripts/build.ts --content test/fixtures/broken --out "${join(temporaryFolder(), "out")}"`;
    const args = process.platform === "darwin" ? ["-q", "/dev/null", "sh", "-c", line] : ["-qec", line, "/dev/null"];
    const env = { ...plainEnvironment, TERM: "xterm-256color", ...environment };
    const child = spawn("script", args, { cwd: project, env, stdio: ["ignore", "pipe", "inherit"] });
    return text(child.stdout);
  };

  it("are for terminals whose owner did not ask for none", async () => {
    expect(await onTerminal({})).toContain("\u001b[31merror\u001b[39m");
    const plain = await onTerminal({ NO_COLOR: "1" });
    expect(plain).toContain(" error ");
    expect(plain).not.toContain("\u001b");
  });
});

// What is written to this device finds no space. Linux has it, and some of the BSDs.
const hasFullDisk = existsSync("/dev/full");
if (!hasFullDisk) console.warn("no /dev/full on this machine: what a full disk leads to is not tested");

describe("an operation that the system refuses", () => {
  it("is reported in a sentence, without a stack", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const { status, err } = await give("scripts/build.ts", "--out", join(file, "dist"));
    expect(status).toBe(1);
    expect(err).toMatch(/^error cannot access \S+: ENOTDIR: not a directory\n$/);
  });

  it.runIf(hasFullDisk)("is reported when a disk is full, although the system then names no file", async () => {
    const file = join(temporaryFolder(), "full.ts");
    writeFileSync(
      file,
      `import { writeFileSync } from "node:fs";
      import { run } from ${JSON.stringify(join(project, "scripts/base/command.ts"))};
      await run(async () => writeFileSync("/dev/full", "text"));`,
    );
    const { status, err } = await give(file);
    expect(status).toBe(1);
    expect(err).toMatch(/^error cannot write: ENOSPC: no space left on device\n$/);
  });
});

describe("a command that waits for what never comes", () => {
  it("fails, as Node itself has it", async () => {
    const file = join(temporaryFolder(), "waits.ts");
    const command = JSON.stringify(join(project, "scripts/base/command.ts"));
    writeFileSync(file, `import { run } from ${command};\nvoid run(() => new Promise(() => {}));\n`);
    const { status, err } = await give(file);
    expect([status, err]).toEqual([13, "error the command waits for something that can no longer come\n"]);
  });
});
