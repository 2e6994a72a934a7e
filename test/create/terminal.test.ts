import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { cli, folder, plain } from "./run-create.ts";

describe("npm create fore-edge on a terminal", () => {
  /** Answers questions as they come, and gives what the terminal showed. */
  async function talk(args: string, answers: readonly (readonly [question: string, answer: string])[]) {
    const line = `"${process.execPath}" "${cli}" ${args}`;
    const script = process.platform === "darwin" ? ["-q", "/dev/null", "sh", "-c", line] : ["-qec", line, "/dev/null"];
    const env = { ...plain, TERM: "xterm" };
    const child = spawn("script", script, { cwd: folder, env, stdio: ["pipe", "pipe", "inherit"] });
    const closed = once(child, "close");
    let [shown, answered] = ["", 0];
    const left = [...answers];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      shown += text;
      const [next] = left;
      if (next === undefined || !shown.includes(next[0], answered)) return;
      answered = shown.length;
      left.shift();
      child.stdin.write(next[1]);
    });
    await closed;
    return { status: child.exitCode, shown, left };
  }

  it("asks for what was not said, and again for what cannot be", async () => {
    const { status, shown, left } = await talk("--author Ada", [
      ["Folder (my-blog): ", "asked\r"],
      ["Title (Asked): ", 'Say "yes"\r'],
      ["Address, if you have one: ", "https://blog.example/notes\r"],
      ["Address, if you have one: ", "https://blog.example\r"],
      ["Language (en): ", "\r"],
    ]);
    expect([status, left]).toEqual([0, []]);
    expect(shown).toContain("expected an address without a path, such as https://blog.example");
    expect(shown).not.toContain("Author");
    expect(parseYaml(readFileSync(join(folder, "asked/content/site.yaml"), "utf8"))).toMatchObject({
      title: 'Say "yes"',
      url: "https://blog.example",
      author: "Ada",
    });
  });

  it("asks nothing after --yes", async () => {
    const { status, shown } = await talk("unasked --yes", []);
    expect([status, shown]).toEqual([0, expect.stringMatching(/^wrote \d+ files into unasked\r\n/)]);
  });

  it.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("writes nothing after %s", async (_, key) => {
    const { status, shown } = await talk("stopped", [
      ["Title", "A title\r"],
      ["Address", key],
    ]);
    expect([status, shown]).toEqual([1, expect.stringContaining("error: stopped before anything was written")]);
    expect(existsSync(join(folder, "stopped"))).toBe(false);
  });
});
