import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copyProject } from "../../copy-project.ts";
import { post, temporaryFolder, write } from "../../folder.ts";
import { project } from "../../project-folder.ts";

const folder = temporaryFolder();
const patient = 600_000;

/** The change that each section shows, by its heading. */
const changes = new Map(
  readFileSync(join(project, "docs/extending.md"), "utf8")
    .split(/^## /m)
    .flatMap((section) => {
      const diff = /^```diff\n([\s\S]*?\n)```$/m.exec(section)?.[1];
      return diff === undefined ? [] : [[section.slice(0, section.indexOf("\n")), diff] as const];
    }),
);
const filesOf = (diff: string): string[] => [...diff.matchAll(/^\+\+\+ b\/(.*)$/gm)].map(([, file = ""]) => file);

/** A copy of the project with its tests, changed. */
function changed(name: string, diffs: Iterable<string>): string {
  const copy = copyProject(join(folder, name));
  const more = ["test", "vitest.config.ts", "knip.json", "oxlint.config.ts", ".oxfmtrc.json", ".gitignore"];
  for (const part of more) cpSync(join(project, part), join(copy, part), { recursive: true });
  for (const input of diffs) expect(run(copy, "git", ["apply", "-"], input)).toEqual({ status: 0, said: "" });
  return copy;
}

function run(cwd: string, command: string, args: readonly string[], input = "") {
  const PATH = `${join(project, "node_modules/.bin")}:${process.env["PATH"]}`;
  const env = { ...process.env, PATH, NO_COLOR: "1", GIT_CEILING_DIRECTORIES: folder };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, input, encoding: "utf8", env });
  return { status, said: stdout + stderr };
}

describe("docs/extending.md", () => {
  it("shows a change for each thing that can be added", () => {
    const headings = ["A field", "A taxonomy", "A view with its route", "A feed format", "A rule of check:content"];
    expect([...changes.keys()]).toEqual(headings);
  });

  it("adds a taxonomy by settings alone", { timeout: patient }, () => {
    const diff = changes.get("A taxonomy") ?? "";
    expect(filesOf(diff)).toEqual(["content/site.yaml"]);
    const copy = changed("taxonomy", [diff]);
    write(copy, { "content/posts/stew.md": post("Stew", "2024-01-01", { categories: "Food" }) });
    expect(run(copy, "node", ["scripts/export.ts", "--out", "out"])).toMatchObject({ status: 0 });
    expect(readFileSync(join(copy, "out/categories/food/index.html"), "utf8")).toContain("Stew");
    expect(readFileSync(join(copy, "out/categories/index.html"), "utf8")).toContain("<h1>Categories</h1>");
  });

  it.each([...changes].filter(([name]) => name !== "A taxonomy"))(
    "adds what it says with four files or fewer, a test among them, which passes: %s",
    { timeout: patient },
    (name, diff) => {
      const files = filesOf(diff);
      const tests = files.filter((file) => file.endsWith(".test.ts"));
      expect([files.length <= 4, tests.length]).toEqual([true, 1]);
      const { status, said } = run(changed(name, [diff]), "vitest", ["run", ...tests]);
      expect(said).toContain("1 passed");
      expect(status).toBe(0);
    },
  );

  it("shows changes that pass the check, all of them together", { timeout: patient }, () => {
    const copy = changed("together", changes.values());
    const { status, said } = run(copy, "npm", ["run", "-s", "check"]);
    expect(said).toContain("no problems");
    expect(status).toBe(0);
    // Each adds files to folders.
    const folders = run(copy, "vitest", ["run", "test/whole/rooms.test.ts", "-t", "the folders"]);
    expect(folders.said).toContain("1 passed");
  });
});
