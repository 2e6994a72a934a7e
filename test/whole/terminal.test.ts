import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { printable } from "../../scripts/base/printable.ts";
import { formatProblems } from "../../scripts/base/problems.ts";
import { copyProject } from "../copy-project.ts";
import { start } from "../dev/start.ts";
import { temporaryFolder, write } from "../folder.ts";
import { runScript } from "../import/run.ts";
import { project } from "../project-folder.ts";
import { meets } from "../publish/cloudflare/faults.ts";
import { StandIn } from "../publish/cloudflare/stand-in.ts";
import { Project } from "../publish/project.ts";

const folder = temporaryFolder();

// Sets a window's title, clears the screen, turns text around, and begins lines that GitHub's runners obey.
const hostile =
  "x\u001b]0;OWNED\u0007\u001b[2J\u009b31m\u007f\u202e\u2066\u200f\u2028\n::error ::OWNED\r\n  ::add-mask::e\r##[error]OWNED";
const quoted = JSON.stringify(hostile).replaceAll("\u009b", String.raw`\u009b`);
// What a name of a file can have in it, and a place in Markdown.
const inline = hostile.replaceAll(/[\n\r/]/g, "");
const name = "x\u001b]0;OWNED\u0007\u009b\u202e\n::error ::OWNED";

/** What a terminal, or a log that is read by a runner, would obey. */
function obeyed(output: string): string[] {
  const controls = output.match(/(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/gu) ?? [];
  return [...controls.map(printable), ...(output.match(/^\s*::.*|##\[.*/gm) ?? [])];
}

const future = (title: string, more = ""): string => `---\ntitle: ${title}\ndate: 2099-01-01\n${more}---\n\nText.\n`;

/** A blog that can be published. */
const sound = {
  "site.yaml": `title: ${quoted}\nurl: https://blog.example\n`,
  "posts/coming.md": future(quoted, `${quoted}: 1\n`),
  "posts/first.md": `---\ntitle: First\ndate: 2024-01-01\n${quoted}: 1\n---\n\nText.\n`,
  [`posts/${name}/too/deep.md`]: future("Deep"),
  [`posts/${name}.md`]: future("Named", "slug: named\n"),
};

const broken = {
  "site.yaml": `title: Blog\nurl: https://blog.example\nicon: ${quoted}\nwords: { ${quoted}: a, "a\\n::error ::OWNED": b }\n`,
  [`posts/${name}.md`]: future("Named", `draft: ${quoted}\n`),
  "posts/b.md": future("B", `aliases: [${quoted}]\ntags: [${quoted}]\n`),
  "posts/a.md": [
    `---\ntitle: A\ndate: 2024-01-01\n---\n`,
    `![p](<${inline}.png>) and [l](<${inline}.md>) and $\\${inline}$`,
    "",
  ].join("\n"),
};

describe("what commands print about a hostile folder", () => {
  it.each([
    ["build", sound],
    ["build", broken],
    ["export", sound],
    ["export", broken],
    ["check-content", sound],
    ["check-content", broken],
  ] as const)("is obeyed by no terminal: %s", (command, files) => {
    const content = write(join(folder, command, String(files === sound)), files);
    const out = command === "check-content" ? [] : ["--out", join(content, "../out")];
    const { status, stdout, stderr } = runScript(command, "--content", content, ...out);
    expect([status, stdout + stderr]).toEqual([files === sound ? 0 : 1, expect.stringContaining("OWNED")]);
    expect(obeyed(stdout + stderr)).toEqual([]);
  });

  it("controls no terminal as JSON, and says the same", () => {
    const content = write(join(folder, "json"), broken);
    const { stdout } = runScript("check-content", "--content", content, "--json");
    expect(obeyed(stdout)).toEqual([]);
    const problems = JSON.parse(stdout) as { readonly message: string }[];
    expect(problems.some(({ message }) => message.includes("\u001b"))).toBe(true);
  });

  it("contains no annotations except its own", () => {
    const content = write(join(folder, "github"), broken);
    const { stdout } = runScript("check-content", "--content", content, "--github");
    const lines = stdout.trimEnd().split("\n");
    expect(lines.filter((line) => !/^::(?:error|warning) file=[^:]*,line=\d+,col=\d+::/.test(line))).toEqual([]);
    expect(lines.flatMap((line) => obeyed(line.replace(/^::/, "")))).toEqual([]);
  });

  it("controls no terminal while being served", async () => {
    const served = write(join(folder, "served"), broken);
    const server = await start(project, "--content", served);
    expect(server.output()).toContain("OWNED");
    write(served, { "posts/a.md": "", [`posts/${name}2.md`]: future("Another") });
    await server.said(/Waiting for .*[\s\S]*Waiting for/);
    await server.end();
    expect(obeyed(server.output())).toEqual([]);
  });

  it("controls no terminal when a view fails", async () => {
    const copy = copyProject(join(folder, "copy"));
    const view = join(copy, "src/views/page.ts");
    const failing = `  if (model) throw new TypeError(${JSON.stringify(hostile)});`;
    writeFileSync(
      view,
      readFileSync(view, "utf8").replace(/^export function .*\{$/m, (line) => `${line}\n${failing}`),
    );
    const server = await start(copy);
    expect((await fetch(`${server.url}/about/`)).status).toBe(503);
    await server.said(/src\/views\/page\.ts:\d+:\d+ error cannot show \/about\/: TypeError: x/);
    await server.end();
    expect(obeyed(server.output())).toEqual([]);
  });

  it("has its own colours on a terminal, and nothing else", async () => {
    const content = write(join(folder, "colours"), broken);
    const line = `"${process.execPath}" scripts/build.ts --content "${content}" --out "${join(folder, "coloured")}"`;
    const args = process.platform === "darwin" ? ["-q", "/dev/null", "sh", "-c", line] : ["-qec", line, "/dev/null"];
    const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], TERM: "xterm-256color" };
    const child = spawn("script", args, { cwd: project, env, stdio: ["ignore", "pipe", "inherit"] });
    const shown = await text(child.stdout);
    expect(shown).toContain("\u001b[31merror\u001b[39m");
    const ours = [2, 22, 31, 33, 39].map((code) => `\u001b[${code}m`);
    const plain = ours.reduce((shown, colour) => shown.replaceAll(colour, ""), shown.replaceAll("\r\n", "\n"));
    expect(obeyed(plain)).toEqual([]);
  });
});

describe("what npm run import says about a hostile blog", () => {
  it("controls no terminal", () => {
    const old = join(folder, "hugo");
    mkdirSync(old, { recursive: true });
    write(old, {
      "hugo.toml": 'baseURL = "https://old.example"\n',
      [`content/posts/${name}.md`]: `---\ntitle: ${quoted}\ndate: 2024-01-01\n${quoted}: 1\n---\n\n{{< ${inline.replaceAll(/[[\]#]/g, "")} >}}\n\n![p](<${inline}.png>)\n`,
      "content/posts/bad.md": `---\ntitle: [${quoted}\n---\n`,
    });
    const { stdout, stderr } = runScript("import", "hugo", old, "--out", join(folder, "imported"));
    expect(stdout).toContain("OWNED");
    expect(obeyed(stdout + stderr)).toEqual([]);
  });
});

describe("what npm run new says", () => {
  it("controls no terminal, used rightly or wrongly", () => {
    const content = write(join(folder, "new"), { "posts/first.md": future("First") });
    for (const args of [[hostile], [hostile], ["\u001b[2J\u202e"], ["T", `--${inline}`], ["T", "--date", hostile]]) {
      const { stdout, stderr } = runScript("new", "--content", content, ...args);
      expect(stdout + stderr).not.toBe("");
      expect(obeyed(stdout + stderr)).toEqual([]);
    }
  });
});

describe("what publishing says", () => {
  let standIn: StandIn | undefined;
  let blog: Project | undefined;
  afterEach(async () => {
    await standIn?.close();
    blog?.dispose();
  });

  it("controls no terminal, whether it comes from the content or from Cloudflare", async () => {
    standIn = await StandIn.start();
    blog = new Project(standIn.environment);
    for (const [file, content] of Object.entries(sound)) blog.write(`content/${file}`, content);
    const outputs = [await blog.script("deploy")];
    blog.write("content/posts/second.md", `---\ntitle: ${quoted}\ndate: 2024-01-02\n---\n\nText.\n`);
    const fault = { kind: "status", status: 400, message: hostile } as const;
    standIn.faults.inject({ on: meets.uploads, fault, times: 9 });
    outputs.push(await blog.script("deploy"));
    standIn.faults.clear();
    standIn.faults.inject({ on: meets.listings, fault, times: 9 });
    outputs.push(await blog.script("deploy"), await blog.script("gc"));
    standIn.faults.clear();
    outputs.push(await blog.script("releases"), await blog.script("rollback", "--to", hostile));
    expect(outputs.map(({ code }) => code)).toEqual([0, 1, 1, 1, 0, 1]);
    for (const { stdout, stderr } of outputs) expect(obeyed(stdout + stderr)).toEqual([]);
    expect(outputs[1]?.stderr).toContain("OWNED");
  });
});

describe("the mark below a line", () => {
  it("is below its character, whatever is escaped before it", () => {
    const problem = { severity: "error", file: "a.md", line: 1, message: "m" } as const;
    const source = "a\u001b[2J\u202eb\tc";
    const marked = (column: number): string | undefined => {
      const [, line = "", mark = ""] = formatProblems([{ ...problem, column, source }], false).split("\n");
      return line[mark.indexOf("^")];
    };
    expect([1, 7, 9].map(marked)).toEqual(["a", "b", "c"]);
  });
});

describe("a bug in a command", () => {
  it("shows its stack, and nothing that controls a terminal", async () => {
    const script = write(join(folder, "bug"), {
      "bug.ts": `import { run } from ${JSON.stringify(join(project, "scripts/base/command.ts"))};\nawait run(async () => { throw new TypeError(${JSON.stringify(hostile)}); });\n`,
    });
    const child = spawn(process.execPath, [join(script, "bug.ts")], { cwd: project });
    const [said] = await Promise.all([text(child.stderr), once(child, "close")]);
    expect([child.exitCode, said]).toEqual([1, expect.stringContaining("bug.ts:2")]);
    expect(obeyed(said)).toEqual([]);
  });
});
