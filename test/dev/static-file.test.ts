import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { post, temporaryFolder, write } from "../folder.ts";
import { project } from "../project-folder.ts";
import { start, type Started } from "./start.ts";

const folder = temporaryFolder();

describe("npm start", () => {
  const root = write(join(folder, "content"), {
    "posts/first/index.md": post("First", "2024-05-01", {}, "[Notes](notes.txt)"),
    "posts/first/notes.txt": "Noted.\n",
    "static/note.txt": "Noted.\n",
    "static/demo/index.html": "demo",
    "../secret.txt": "secret\n",
  });
  let server: Started;
  const statusOf = async (path: string): Promise<number> => (await fetch(server.url + path)).status;

  beforeAll(async () => {
    server = await start(project, "--content", root);
  });
  afterAll(() => server.end());

  it.each([255, 256, 4050, 4090, 4096, 15_000])(
    "answers 404 to a path of %d characters, as production does",
    async (length) => {
      expect(await statusOf(`/${"a".repeat(length)}`)).toBe(404);
      expect(await statusOf(`/${"a/".repeat(length / 2)}a.txt`)).toBe(404);
    },
  );

  it("shows the index.html of a folder at the folder's path, with the policy of a static file", async () => {
    const [file, page] = [await fetch(`${server.url}/demo/index.html`), await fetch(`${server.url}/demo/?a=1`)];
    expect([page.status, await page.text(), page.headers.get("content-type")]).toEqual([
      200,
      "demo",
      "text/html; charset=utf-8",
    ]);
    const policy = file.headers.get("content-security-policy");
    expect([policy, page.headers.get("content-security-policy")]).toEqual([expect.stringContaining("'none'"), policy]);
    const bare = await fetch(`${server.url}/demo`, { redirect: "manual" });
    expect([bare.status, bare.headers.get("location")]).toEqual([301, "/demo/"]);
  });

  it("follows no symbolic link that replaces a file, before the next build or after", async () => {
    expect([await statusOf("/note.txt"), await statusOf("/posts/first/notes.txt")]).toEqual([200, 200]);
    for (const [target, name] of [
      ["../../secret.txt", "static/note.txt"],
      ["../../../secret.txt", "posts/first/notes.txt"],
    ] as const) {
      rmSync(join(root, name));
      symlinkSync(target, join(root, name));
    }
    expect([await statusOf("/note.txt"), await statusOf("/posts/first/notes.txt")]).toEqual([404, 404]);
    await server.said(/static\/note\.txt:1:1 error is a symbolic link out of the content folder/);
    expect([await statusOf("/note.txt"), await statusOf("/posts/first/notes.txt")]).toEqual([404, 404]);
  });
});
