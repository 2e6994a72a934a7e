import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder, write } from "./folder.ts";
import { project } from "./project-folder.ts";

const read = (file: string): string => readFileSync(join(project, file), "utf8");

describe("git", () => {
  const folder = temporaryFolder();

  // Windows' git turns LF into CRLF unless it is told otherwise, and digests and ETags with it.
  it.each([".gitattributes", "create/template/_gitattributes"])(
    "checks out the same bytes on Windows, by %s",
    (file) => {
      const repository = write(join(folder, file.replaceAll("/", "-")), {
        ".gitattributes": readFileSync(join(project, file), "utf8"),
        "content/posts/a.md": "A\nB\n",
        "content/posts/a.svg": "<svg>\n</svg>\n",
      });
      const git = (...args: readonly string[]) =>
        execFileSync("git", ["-c", "core.autocrlf=true", ...args], { cwd: repository, stdio: "pipe" });
      git("init", "--quiet");
      git("add", ".");
      const files = ["content/posts/a.md", "content/posts/a.svg"].map((each) => join(repository, each));
      for (const each of files) rmSync(each);
      git("checkout-index", "--all", "--force");
      expect(files.filter((each) => readFileSync(each, "utf8").includes("\r"))).toEqual([]);
    },
  );
});

describe("wrangler.toml", () => {
  it("is the same for every blog, but for the name", () => {
    const [own, blog] = ["wrangler.toml", "create/template/wrangler.toml"].map((file) => read(file).split("\n"));
    expect([own?.[0], blog?.[0]]).toEqual(['name = "fore-edge"', 'name = "{{name}}"']);
    expect(own?.slice(1)).toEqual(blog?.slice(1));
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
