import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Blobs } from "../scripts/compile/blobs.ts";
import { compileSite } from "../scripts/compile/compile-site.ts";
import { project } from "./production/bundle.ts";

const read = (file: string): string => readFileSync(join(project, file), "utf8");
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(project, "docs")).map((name) => `docs/${name}`),
].filter((file) => file.endsWith(".md"));

describe("the layers", () => {
  it("has a lint rule that fires on every import against the arrows", () => {
    const folder = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
    cpSync(join(project, "test/fixtures/layers"), folder, { recursive: true });
    cpSync(join(project, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
    const lint = spawnSync(
      process.execPath,
      [join(project, "node_modules/oxlint/bin/oxlint"), "--format", "unix", "."],
      { cwd: folder, encoding: "utf8" },
    );
    rmSync(folder, { recursive: true });
    const files = readdirSync(join(project, "test/fixtures/layers"), { recursive: true, encoding: "utf8" }).filter(
      (name) => name.endsWith(".ts"),
    );
    const complained = files.filter((file) =>
      lint.stdout.split("\n").some((line) => line.includes(file) && line.includes("no-restricted-imports")),
    );
    expect(complained.sort()).toEqual(files.sort());
  });
});

describe("the documents", () => {
  it("mention every npm script", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const text = documents.map(read).join("\n");
    const missing = Object.keys(scripts).filter(
      (name) => !text.includes(name === "start" || name === "test" ? `npm ${name}` : `npm run ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it("explain every setting and every field", () => {
    const asked = (file: string): string[] =>
      [...read(file).matchAll(/fields\.(?:optional|required)\("(\w+)"/g)].map(([, name]) => name ?? "");
    const explained = (file: string, name: string): boolean => read(file).includes(`\`${name}\``);
    expect(asked("src/content/site.ts").filter((name) => !explained("docs/settings.md", name))).toEqual([]);
    expect(asked("src/content/post.ts").filter((name) => !explained("docs/writing.md", name))).toEqual([]);
  });

  it("name every route of the sample blog", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
    const options = {
      root: join(project, "content"),
      assets: folder,
      cache: join(folder, "cache"),
      now: 1_800_000_000,
    };
    const { timeline, content } = await compileSite(options, new Blobs(() => {}));
    rmSync(folder, { recursive: true });
    const patterns = [...read("docs/architecture.md").matchAll(/`(\/[^`]*)`/g)].map(
      ([, path]) => new RegExp(`^${(path ?? "").replaceAll(/[.+]/g, "\\$&").replaceAll(/[A-Z]+/g, "[^/]+")}$`),
    );
    const feeds = /(rss\.xml|atom\.xml|feed\.json)$/;
    const aliases = [...content.posts, ...content.pages].flatMap(({ article }) => article.aliases);
    const unknown = [...timeline.paths.keys()].filter(
      (path) => !aliases.includes(path) && !feeds.test(path) && !patterns.some((pattern) => pattern.test(path)),
    );
    expect(unknown).toEqual([]);
  });

  it("have no link to a file that isn't there", () => {
    const broken = documents.flatMap((file) => {
      const targets = [
        ...read(file)
          .replaceAll(/```[\s\S]*?```|`[^`]*`/g, "")
          .matchAll(/\]\(([^)#\s]+)/g),
      ].map(([, target]) => target ?? "");
      const local = targets.filter((target) => !/^[a-z]+:/.test(target));
      return local.filter((target) => !exists(join(project, file, "..", target))).map((target) => `${file}: ${target}`);
    });
    expect(broken).toEqual([]);
  });
});

describe("package-lock.json", () => {
  const { packages } = JSON.parse(read("package-lock.json")) as {
    packages: Readonly<Record<string, { readonly integrity?: string; readonly resolved?: string }>>;
  };
  const installed = Object.entries(packages).filter(([path]) => path !== "");

  it("has the SHA-512 of every package, those of other platforms among them", () => {
    expect(installed.length).toBeGreaterThan(100);
    const unchecked = installed.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ""));
    expect(unchecked.map(([path]) => path)).toEqual([]);
  });

  it("names no place but npm's registry to get them from", () => {
    const foreign = installed.filter(
      ([, { resolved }]) => resolved !== undefined && !resolved.startsWith("https://registry.npmjs.org/"),
    );
    expect(foreign.map(([path]) => path)).toEqual([]);
  });
});

describe("package.json", () => {
  it("has exact versions alone, each explained", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<
      string,
      Record<string, string>
    >;
    const all = { ...dependencies, ...devDependencies };
    expect(Object.values(all).filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    const explained = read("docs/dependencies.md");
    expect(Object.keys(all).filter((name) => !explained.includes(name))).toEqual([]);
  });

  it("has one workerd, the same for wrangler and miniflare", () => {
    const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, unknown> };
    expect(Object.keys(lock.packages).filter((path) => path.endsWith("node_modules/workerd"))).toHaveLength(1);
    expect(Object.keys(lock.packages).filter((path) => path.endsWith("node_modules/miniflare"))).toHaveLength(1);
  });
});

function exists(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EISDIR";
  }
}
