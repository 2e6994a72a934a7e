import { Option } from "commander";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keptByNpm } from "../../../scripts/base/npm/npm-flags.ts";
import { copyProject } from "../../copy-project.ts";
import { temporaryFolder } from "../../folder.ts";
import { project } from "../../project-folder.ts";

const options = ["--dry-run", "--json", "--yes", "--cache <folder>", "--content <folder>", "--no-write"].map(
  (flags) => new Option(flags),
);

const lineOf = (environment: Readonly<Record<string, string>>, ...args: readonly string[]): string | undefined =>
  keptByNpm("npm run it --", options, args, { npm_lifecycle_event: "it", ...environment })?.line;

describe("the options that npm kept for itself", () => {
  it("are found, with the line that passes them to the command", () => {
    expect(lineOf({ npm_config_dry_run: "true" })).toBe("npm run it -- --dry-run");
    expect(lineOf({ npm_config_dry_run: "true" }, "Two words", "--json")).toBe(
      'npm run it -- "Two words" --json --dry-run',
    );
    expect(lineOf({ npm_config_write: "" })).toBe("npm run it -- --no-write");
    expect(lineOf({ npm_config_content: "my blog" })).toBe('npm run it -- --content "my blog"');
  });

  it("may have lost their values, which npm takes for separate words", () => {
    expect(lineOf({ npm_config_content: "true" }, "./x")).toBe("npm run it -- --content <folder>");
  });

  it("are ignored if the command got them too", () => {
    expect(lineOf({ npm_config_dry_run: "true" }, "--dry-run")).toBeUndefined();
    expect(lineOf({ npm_config_content: "x" }, "--content=x")).toBeUndefined();
  });

  it("exclude those that npm always sets, and negated ones", () => {
    expect(lineOf({ npm_config_cache: "/root/.npm", npm_config_yes: "true" })).toBeUndefined();
    expect(lineOf({ npm_config_json: "", npm_config_dry_run: "false", npm_config_write: "true" })).toBeUndefined();
  });

  it("are not found outside npm scripts, nor with npx, which passes everything on", () => {
    const environment = { npm_config_dry_run: "true" };
    expect(keptByNpm("npm run it --", options, [], environment)).toBeUndefined();
    expect(keptByNpm("npm run it --", options, [], { ...environment, npm_lifecycle_event: "npx" })).toBeUndefined();
  });
});

/**
 * Each command with an option that changes what it does. Not rollback, since npm 11 takes `--to` for the beginning of a
 * name of its own, `--token-description`; without it rollback lists the versions and goes to none.
 */
const typed: Readonly<Record<string, readonly string[]>> = {
  start: ["--drafts"],
  build: ["--out=x"],
  "check:content": ["--fix"],
  new: ["A title", "--draft"],
  import: ["somewhere", "--dry-run"],
  compare: ["somewhere", "--old=x"],
  restore: ["--dry-run"],
  export: ["--out", "x"],
  deploy: ["--dry-run"],
  "preview-link": ["--path=/archive/"],
  releases: ["--limit=3"],
  gc: ["--keep=3"],
  bench: ["--eleventy"],
  fonts: ["--out=x"],
  screenshots: ["--port", "3000"],
};

describe("npm run", () => {
  const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    scripts: Readonly<Record<string, string>>;
  };
  // Of "lines" and "status" npm has the one option too, with which it prints more by itself; "prepack" has none.
  const others = new Set(["rollback", "lines", "status", "prepack"]);
  const ours = Object.keys(scripts).filter(
    (name) => /^node (bin|scripts)\//.test(scripts[name] ?? "") && !others.has(name),
  );
  // A command that did not refuse would do no harm here: no login, and files of a copy.
  const cwd = copyProject(join(temporaryFolder(), "blog"));
  const env = { PATH: process.env["PATH"], HOME: cwd, CLOUDFLARE_API_BASE_URL: "http://127.0.0.1:9" };

  it.each(ours)("refuses an option of %s without the two hyphens before it, and does nothing", (name) => {
    const args = typed[name];
    if (args === undefined) throw new Error(`no option of ${name} to try`);
    const line = ["run", "--silent", name, ...args];
    const { status, stderr, stdout } = spawnSync("npm", line, { cwd, env, encoding: "utf8", timeout: 30_000 });
    expect(stderr).toMatch(
      /npm kept --[a-z-]+ for itself; options for the command go after two hyphens\. Type\n\n {2}npm run/,
    );
    expect([status, stdout]).toEqual([2, ""]);
  });
});
