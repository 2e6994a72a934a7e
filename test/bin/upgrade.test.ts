import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, constants, copyFileSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder, write } from "../folder.ts";
import { project } from "../project-folder.ts";

const folder = temporaryFolder();
const manifests = { "package.json": '{ "dependencies": { "fore-edge": "0.1.0" } }\n', "package-lock.json": "{}\n" };
const installs = `echo '{ "dependencies": { "fore-edge": "9.0.0" } }' > package.json\n`;

let blog = "";
beforeEach(({ task }) => {
  blog = write(join(folder, task.id), {
    ...manifests,
    "content/site.yaml": "url: https://blog.example\ncards: false\n",
  });
  for (const name of ["content/posts", "node_modules", "bin", "src"]) mkdirSync(join(blog, name));
  symlinkSync(project, join(blog, "node_modules/fore-edge"));
});

/** What it ends with and says, where it finds programs in these folders. */
async function upgrade(programs: readonly string[], node = process.execPath) {
  const child = spawn(node, [join(project, "scripts/upgrade.ts"), "9.0.0"], {
    cwd: blog,
    env: { ...process.env, PATH: programs.join(delimiter) },
    stdio: ["ignore", "ignore", "pipe"],
    detached: true, // a group of processes of its own, as in a terminal
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  return { code: code as number | null, said };
}

/** The same where npm does one thing for `npm install --save-exact` and another for `npm install`. */
function upgradeWith(npm: string, again: string) {
  writeNpm(npm, again);
  return upgrade([join(blog, "bin"), "/usr/bin", "/bin"]);
}

/** The same where npm removes the Node that runs it, as for a newer version of the package `node`. */
function upgradeWithoutNode() {
  const node = join(blog, "bin/node-of-a-package");
  copyFileSync(process.execPath, node, constants.COPYFILE_FICLONE);
  writeNpm(`${installs}/bin/rm ${node}`, "exit 0");
  return upgrade([join(blog, "bin")], node);
}

function writeNpm(npm: string, again: string): void {
  write(blog, { "bin/npm": `#!/bin/sh\nif [ "$2" ]; then\n${npm}\nelse\n${again}\nfi\n` });
  chmodSync(join(blog, "bin/npm"), 0o755);
}

const manifestsNow = (): unknown =>
  Object.fromEntries(Object.keys(manifests).map((name) => [name, readFileSync(join(blog, name), "utf8")]));

// What stands in for npm is a script of a shell.
describe.skipIf(process.platform === "win32")("upgrade", () => {
  it("says that there is no npm", async () => {
    const { said } = await upgrade([join(blog, "bin")]);
    expect(said).toContain(
      "error npm could not install fore-edge 9.0.0, so all is as it was\n\nspawnSync npm ENOENT\n",
    );
  });

  it("puts the manifests back where the blog does not build, and says so if npm can't follow", async () => {
    const { code, said } = await upgradeWith(`${installs}mv content/posts content/gone`, "echo offline >&2; exit 1");
    expect(code).toBe(1);
    expect(said).toContain('npm could not reinstall the previous version, run "npm install"\n\noffline\n');
    expect(said).toContain("error the blog does not build with fore-edge 9.0.0, so package.json is as it was\n\n");
    expect(manifestsNow()).toEqual(manifests);
  });

  it("goes on with the Node in the path where npm has removed its own", async () => {
    symlinkSync(process.execPath, join(blog, "bin/node"));
    expect(await upgradeWithoutNode()).toMatchObject({ code: 0 });
  });

  it("puts the manifests back where npm has removed its Node, and there is no other", async () => {
    const { code, said } = await upgradeWithoutNode();
    expect([code, said]).toEqual([
      1,
      expect.stringContaining("so package.json is as it was\n\nspawnSync node ENOENT\n"),
    ]);
    expect(manifestsNow()).toEqual(manifests);
  });

  it("puts the manifests back when it is stopped after the installation", async () => {
    // As a terminal does, to its whole group of processes.
    const stops = `echo 'process.kill(0, "SIGINT"); await new Promise(() => {}); export default {};' > src/theme.ts`;
    const { code, said } = await upgradeWith(`${installs}${stops}`, "exit 0");
    expect([code, said]).toEqual([1, expect.stringContaining("error stopped, so package.json is as it was\n")]);
    expect(manifestsNow()).toEqual(manifests);
  });
});
