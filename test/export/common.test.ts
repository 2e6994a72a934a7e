import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { filesIn } from "../../scripts/base/files-below.ts";
import { copyProject } from "../copy-project.ts";
import { post, temporaryFolder, write } from "../folder.ts";

const folder = temporaryFolder();
const copy = copyProject(join(folder, "engine"));
const node = join(copy, "node_modules/node/bin", process.platform === "win32" ? "node.exe" : "node");

// Says which of the two was loaded.
const spy = String.raw`process.on("exit", () => {
  const files = Object.keys(require.cache).map((file) => file.replaceAll("\\", "/"));
  const isLoaded = (name) => files.some((file) => file.includes("/node_modules/" + name + "/"));
  console.error("loaded:", ...["esbuild", "sharp"].filter(isLoaded));
});
`;
write(folder, { "spy.cjs": spy });
const env = { ...process.env, NODE_OPTIONS: `--require=${join(folder, "spy.cjs")}` };

/** Exports a blog, with nothing in its cache, by a program of the engine or by its modules. */
function exported(
  name: string,
  settings: string,
  args: readonly string[] = [join(copy, "bin/fore-edge.js"), "export"],
) {
  const blog = write(join(folder, name), {
    "content/site.yaml": `title: A blog\n${settings}`,
    "content/posts/a.md": post("A", "2024-01-01"),
    "package.json": '{ "type": "module" }',
  });
  const { stderr, status } = spawnSync(node, [...args, "--out", "out"], { cwd: blog, encoding: "utf8", env });
  expect([status, stderr]).toEqual([0, expect.not.stringContaining("error:")]);
  const files = filesIn(join(blog, "out"));
  return {
    files: new Map(files.map((file) => [file, readFileSync(join(blog, "out", file), "latin1")])),
    loaded: /^loaded: ?(.*)$/m.exec(stderr)?.[1],
  };
}

const byModules = [join(copy, "scripts/export.ts")];

it("makes once for all blogs what is the same in each: our views, our stylesheet, and our icons in each colour", () => {
  const modules = exported("modules", "", byModules);
  const [first, second] = [exported("first", ""), exported("second", "")];
  expect([modules, first, second].map(({ loaded }) => loaded)).toEqual(["esbuild sharp", "esbuild sharp", ""]);
  expect(first.files).toEqual(modules.files);
  expect(second.files).toEqual(modules.files);
  const green = exported("green", 'accent: "#206040"\n');
  expect(green.files).toEqual(exported("green-modules", 'accent: "#206040"\n', byModules).files);
  const isOther = (file: string): boolean => green.files.get(file) !== first.files.get(file);
  expect(["icon.svg", "favicon.ico", "index.html"].filter((file) => !isOther(file))).toEqual([]);
  const again = exported("third", 'accent: "#206040"\n');
  expect([again.loaded, again.files]).toEqual(["", green.files]);
});

it("has it in the cache of a blog as well, which is all that CI may keep", () => {
  const blog = join(folder, "first");
  rmSync(join(blog, "out"), { recursive: true });
  const { loaded } = exported("first", "", byModules);
  expect(loaded).toBe("");
});

it("makes for a blog itself what that alone has", () => {
  const blog = join(folder, "own");
  write(blog, {
    "content/static/own.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9"/></svg>',
    "content/style.css": "body { color: #123456 }",
    "src/theme.ts": 'export default { style: "p { color: #654321 }" };\n',
  });
  const { files, loaded } = exported("own", "icon: own.svg\n");
  expect(loaded).toBe("esbuild sharp");
  for (const colour of ["color:#123456", "color:#654321"]) expect(files.get("index.html")).toContain(colour);
  expect(files.get("icon.svg")).toContain("M0 0h9v9");
});
