import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  linkSync,
  lstatSync,
  lutimesSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { filesIn } from "../../scripts/base/files-below.ts";
import { exportSite } from "../../scripts/export/export-site.ts";
import { copyProject } from "../copy-project.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { project } from "../project-folder.ts";

const folder = temporaryFolder();
const root = join(import.meta.dirname, "../fixtures/blog");
const now = Math.floor(Date.now() / 1000);

it("leaves the files of pages that stay the same as they are, and no others", async () => {
  const [blog, out, other] = [join(folder, "edited"), join(folder, "again"), join(folder, "anew")];
  cpSync(root, blog, { recursive: true });
  const edit = (to: string) => exportSite({ root: blog, out: to, cache: join(folder, "edits"), now });
  const texts = (of: string) => new Map(filesIn(of).map((name) => [name, readFileSync(join(of, name), "utf8")]));
  const numbers = () => new Map(filesIn(out).map((name) => [name, lstatSync(join(out, name)).ino]));
  await edit(out);
  const [before, files] = [texts(out), numbers()];
  appendFileSync(join(blog, "posts/second.md"), "\nA new end.\n");
  appendFileSync(join(out, "posts/third/index.html"), "by hand");
  rmSync(join(out, "posts/third.md"));
  symlinkSync(join(blog, "posts/third.md"), join(out, "posts/third.md"));
  rmSync(join(out, "tags"), { recursive: true });
  chmodSync(join(out, "posts/fourth/index.html"), 0o600);
  linkSync(join(out, "posts/fourth.md"), join(folder, "elsewhere.md"));
  const { size, atime, mtime } = lstatSync(join(out, "robots.txt"));
  rmSync(join(out, "robots.txt"));
  symlinkSync("/etc/hostname".padStart(size, "/"), join(out, "robots.txt"));
  lutimesSync(join(out, "robots.txt"), atime, mtime);
  await edit(out);
  const [after, filesAfter] = [texts(out), numbers()];
  await edit(other);
  expect(after).toEqual(texts(other));

  const names = [...after.keys()].filter((name) => name.startsWith("posts/")).sort();
  expect(names.filter((name) => after.get(name) !== before.get(name))).toEqual([
    "posts/second.md",
    "posts/second/index.html",
  ]);
  const written = names.filter((name) => filesAfter.get(name) !== files.get(name));
  expect(written).toEqual(
    expect.arrayContaining([
      "posts/fourth.md",
      "posts/fourth/index.html",
      "posts/second.md",
      "posts/second/index.html",
      "posts/third.md",
      "posts/third/index.html",
    ]),
  );
  expect(names.length - written.length).toBeGreaterThan(1);
  const modes = new Set(names.map((name) => lstatSync(join(out, name)).mode));
  expect(modes.size).toBe(1);

  const settings = readFileSync(join(blog, "site.yaml"), "utf8");
  writeFileSync(join(blog, "site.yaml"), settings.replace("The fixture", "Another title"));
  await edit(out);
  expect(readFileSync(join(out, "posts/fourth/index.html"), "utf8")).toContain("Another title");
});

it("writes all pages again when the code that renders them has changed", () => {
  const copy = copyProject(join(folder, "project"));
  const pages = (): string[] => {
    execFileSync(process.execPath, ["bin/fore-edge.js", "export", "--out", "out"], { cwd: copy, stdio: "pipe" });
    return filesIn(join(copy, "out")).filter((name) => name.endsWith("/index.html"));
  };
  pages();
  const renders = join(copy, "src/views/render.ts");
  const code = readFileSync(renders, "utf8");
  const edited = code.replace("return dressed(", 'return "<!-- edited -->" + dressed(');
  writeFileSync(renders, edited);
  const texts = pages().map((name) => readFileSync(join(copy, "out", name), "utf8"));
  expect(texts.length).toBeGreaterThan(10);
  expect(texts.filter((text) => !text.startsWith("<!-- edited -->"))).toEqual([]);
});

it("is left as it is by one that fails, also where the cache is damaged and all is done a second time", () => {
  const [blog, out, cache] = [join(folder, "damaged"), join(folder, "kept"), join(folder, "damages")];
  const long = Array.from({ length: 3000 }, (_, line) => `Long ${line} of many words that fill pages.\n`).join("\n");
  write(blog, {
    ...Object.fromEntries(
      Array.from({ length: 8 }, (_, day) => [`posts/p${day}.md`, post(`P${day}`, `2024-01-1${day}`)]),
    ),
    "posts/y-long.md": post("Long", "2024-03-01", {}, long),
    "posts/z-next.md": post("Next", "2024-03-02"),
  });
  // By processes of their own, which have nothing of the last one in memory.
  const args = [join(project, "bin/fore-edge.js"), "export", "--content", blog, "--out", out, "--cache", cache];
  const edit = () => spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const stats = () =>
    filesIn(out).map((name) => [name, lstatSync(join(out, name)).ino, lstatSync(join(out, name)).mtimeMs]);
  expect(edit().status).toBe(0);
  const before = stats();
  const [database = ""] = readdirSync(join(cache, "build"));
  damage(join(cache, "build", database), "Long ");
  write(blog, {
    "posts/z-next.md": post("Another title", "2024-03-02"), // which the long post leads to
    "posts/zz.md": post("X", "2024-01-01", { slug: "p0" }), // so that it fails
  });
  expect(edit().stderr).toContain("1 error");
  expect(stats()).toEqual(before);
});

/** Has SQLite's overflow pages with a text lead nowhere (https://sqlite.org/fileformat.html, 1.6 and 1.7). */
function damage(database: string, text: string): void {
  const size = 32_768;
  const bytes = readFileSync(database);
  const ofTrees = [2, 5, 10, 13];
  for (let at = size; at < bytes.length; at += size) {
    const page = bytes.subarray(at, at + size);
    const isOverflow = !ofTrees.includes(page.readUInt8(0)) && page.readUInt32BE(0) !== 0;
    if (isOverflow && page.toString("latin1").split(text).length > 100) page.writeUInt32BE(0xffff_ffff);
  }
  writeFileSync(database, bytes);
}
