import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, posix } from "node:path";
import { parseSync } from "oxc-parser";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "./folder.ts";
import { compiledProject, pack } from "./packed.ts";
import { project } from "./project-folder.ts";

interface Manifest {
  readonly version: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin: Readonly<Record<string, string>>;
}

const folder = join(temporaryFolder(), "project");
const manifestOf = (file: string): Manifest => JSON.parse(readFileSync(join(project, file), "utf8")) as Manifest;
const engine = manifestOf("package.json");
const creator = manifestOf("create/package.json");

let files: readonly string[] = [];
const text = (file: string): string => readFileSync(join(folder, file), "utf8");

beforeAll(() => {
  files = pack(compiledProject(folder), "--dry-run");
});

/** The modules that a module names, to be imported or for types alone. */
function namesIn(file: string): string[] {
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text(file)).module;
  return [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
    ...dynamicImports.flatMap(
      ({ moduleRequest: { start, end } }) => /^"(.*)"$/.exec(text(file).slice(start, end))?.[1] ?? [],
    ),
  ];
}

const isCode = (file: string): boolean => /^(?:lib|bin|create)\/.*\.(?:js|d\.ts)$/.test(file);

describe("the package", () => {
  it("has these folders and files, and nothing else", () => {
    const tops = files.map((file) =>
      file
        .split("/")
        .slice(0, file.startsWith("lib/") ? 2 : 1)
        .join("/"),
    );
    expect([...new Set(tops)]).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "bin",
      "create",
      "lib/package.json",
      "lib/schemas",
      "lib/scripts",
      "lib/src",
      "package.json",
    ]);
    expect(files.length).toBeGreaterThan(300);
  });

  it("has JavaScript and declarations, and the sources of a new blog alone", () => {
    const sources = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"));
    expect(sources).toEqual(["create/template/src/theme.ts", "create/template/src/worker.ts"]);
    expect(files.filter((file) => file.endsWith(".map"))).toEqual([]);
  });

  it("has the typeface of titles, with its licence", () => {
    const fonts = files.filter((file) => file.startsWith("lib/src/views/fonts/")).map((file) => posix.basename(file));
    expect(fonts.sort()).toEqual(readdirSync(join(project, "src/views/fonts")).sort());
    expect(fonts).toContain("OFL.txt");
  });

  it("has no tests, no measurements, nothing of this blog and nothing that an older one left", () => {
    const folders = /^(?:.*\/)?(?:test|bench|browser|content\/posts\/(?!hello))/;
    const commands = /^lib\/(?:scripts\/(?:older|bench|fonts|lines|prepack|screenshots)|src\/worker)\./;
    const strays = [folders, commands, /\.test\.|\.dev\.vars$|\.env$/];
    expect(files.filter((file) => strays.some((stray) => stray.test(file)))).toEqual([]);
  });

  it("has every file that package.json names", () => {
    const { "./tsconfig.json": config, ...modules } = engine.exports ?? {};
    const named = [...Object.values(modules), config, ...Object.values(engine.bin)].flatMap((target) =>
      typeof target === "string" ? [target] : Object.values(target ?? {}),
    );
    expect(named.length).toBeGreaterThanOrEqual(7);
    expect(named.filter((file) => !files.includes(posix.normalize(file)))).toEqual([]);
  });

  it("resolves every import of its own", () => {
    const missing = files.filter(isCode).flatMap((file) =>
      namesIn(file)
        .filter((name) => name.startsWith("."))
        .map((name) => posix.join(posix.dirname(file), name))
        .filter((target) => !files.includes(target) && !files.includes(target.replace(/\.js$/, ".d.ts")))
        .map((target) => `${file}: ${target}`),
    );
    expect(missing).toEqual([]);
  });

  it("has every file that its code names by an URL beside itself", () => {
    const named = files
      .filter(isCode)
      .flatMap((file) =>
        [
          ...text(file).matchAll(
            /new URL\("([^"]+)", import\.meta\.url\)|join\(import\.meta\.dirname, "([^"]+\.\w+)"/g,
          ),
        ].map(([, beside, below = ""]) => `${file}: ${posix.join(posix.dirname(file), beside ?? below)}`),
      );
    expect(named.length).toBeGreaterThanOrEqual(10);
    expect(named.filter((line) => !files.includes(line.split(": ")[1] ?? ""))).toEqual([]);
  });

  it("imports the packages that it depends on, and no others", () => {
    const names = files.filter(isCode).flatMap(namesIn);
    const packages = new Set(
      names
        .filter((name) => !name.startsWith(".") && !name.startsWith("node:") && !builtinModules.includes(name))
        .map((name) =>
          name
            .split("/")
            .slice(0, name.startsWith("@") ? 2 : 1)
            .join("/"),
        ),
    );
    expect(packages).toContain("hono");
    expect([...packages].filter((name) => engine.dependencies?.[name] === undefined)).toEqual([]);
  });

  it("runs nothing when it is installed", () => {
    for (const { scripts = {} } of [engine, creator])
      for (const name of ["preinstall", "install", "postinstall", "prepare", "prepublish"])
        expect(scripts).not.toHaveProperty(name);
  });

  it("runs without the repository around it", () => {
    const help = spawnSync(process.execPath, [join(folder, "lib/scripts/build.js"), "--help"], { encoding: "utf8" });
    expect([help.status, help.stderr, help.stdout]).toEqual([
      0,
      "",
      expect.stringContaining("Usage: npm run build --"),
    ]);
  });
});

describe("create-fore-edge", () => {
  it("has the version of the package that its blogs depend on", () => {
    expect(creator.version).toBe(engine.version);
  });

  it("depends on nothing", () => {
    expect(creator.dependencies).toBeUndefined();
  });

  it("consists of the command and the whole template", () => {
    const own = pack(join(project, "create"), "--dry-run");
    expect(own.filter((file) => !file.startsWith("template/"))).toEqual([
      "LICENSE",
      "cli.js",
      "index.js",
      "package.json",
    ]);
    const also = files.filter((file) => file.startsWith("create/template/")).map((file) => file.replace("create/", ""));
    expect(own.filter((file) => file.startsWith("template/"))).toEqual(also);
    expect(also.filter((file) => !existsSync(join(project, "create", file)))).toEqual([]);
    expect(also).toEqual(expect.arrayContaining(["template/_gitignore", "template/_npmrc", "template/package.json"]));
  });
});
