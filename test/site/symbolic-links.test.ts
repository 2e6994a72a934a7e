import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prebuild } from "../../scripts/build/prebuild.ts";
import { ContentError } from "../../scripts/base/problems.ts";
import { compile } from "../compiled-site.ts";
import { post, write } from "../folder.ts";
import { folder, notPublic, problemsOf, site } from "./forbidden-files.ts";

describe("a symbolic link", () => {
  const out = "is a symbolic link out of the content folder; replace it with the file itself";

  it("out of the content folder is an error, whatever it replaces, and nothing of its file is shown", async () => {
    const root = site("[vars](vars.txt) ![a](a.svg)", { "secret.md": post("Secret", "2024-01-01") });
    for (const [target, name] of [
      ["../../.dev.vars", "static/vars.txt"],
      ["../../secret.md", "posts/secret.md"],
      ["../../../.dev.vars", "posts/here/vars.txt"],
      ["../../../outside.svg", "posts/here/a.svg"],
    ] as const)
      symlinkSync(target, join(root, name));
    const error: unknown = await compile(root, {}).catch((reason: unknown) => reason);
    if (!(error instanceof ContentError)) throw new Error("no error was reported");
    expect(error.problems.filter(({ severity }) => severity === "error")).toEqual([
      { severity: "error", line: 1, column: 1, file: join(root, "posts/here/a.svg"), message: out },
      { severity: "error", line: 1, column: 1, file: join(root, "posts/here/vars.txt"), message: out },
      { severity: "error", line: 1, column: 1, file: join(root, "posts/secret.md"), message: out },
      { severity: "error", line: 1, column: 1, file: join(root, "static/vars.txt"), message: out },
      expect.objectContaining({ line: 6, column: 18, message: expect.stringContaining(out) }),
      expect.objectContaining({ line: 6, column: 1, message: expect.stringContaining(out) }),
    ]);
  });

  it.each(["posts", "pages", "static", "site.yaml"])(
    "out of the content folder in place of %s is an error",
    async (name) => {
      const root = site("");
      mkdirSync(join(root, "pages"));
      renameSync(join(root, name), join(root, "..", name));
      symlinkSync(`../${name}`, join(root, name));
      expect(await problemsOf(root)).toContainEqual(expect.stringContaining(`${name}:1:1 is a symbolic link out of`));
    },
  );

  it("to a draft or a hidden file is an error, since it would publish that", async () => {
    const root = site("[draft](draft.txt)");
    symlinkSync("../soon/index.md", join(root, "posts/here/draft.txt"));
    symlinkSync("../posts/soon/index.md", join(root, "static/draft.txt"));
    symlinkSync(".env", join(root, "static/env.txt"));
    expect(await problemsOf(root)).toEqual([
      `static/draft.txt:1:1 ${notPublic.replace("which ", "")}`,
      "static/env.txt:1:1 is a symbolic link to static/.env, which is hidden, so it is never published; rename that file",
      `posts/here/index.md:6:1 link "draft.txt" leads to posts/here/draft.txt, ${notPublic}`,
    ]);
  });

  it("within the content folder counts as the file, and the content folder may be one too", async () => {
    const root = site("[Paper](copy.pdf)");
    symlinkSync("paper.pdf", join(root, "posts/here/copy.pdf"));
    symlinkSync("../posts/here/paper.pdf", join(root, "static/paper.pdf"));
    symlinkSync(root, join(root, "../linked"));
    const out = join(folder, "linked");
    await prebuild({ root: join(root, "../linked"), out, cache: join(folder, "cache"), now: 1_800_000_000 });
    const links = execFileSync("find", [out, "-type", "l"], { encoding: "utf8" });
    expect(links).toBe("");
    for (const name of ["paper.pdf", "posts/here/copy.pdf"])
      expect(readFileSync(join(out, "assets", name), "utf8")).toBe("%PDF");
  });

  it("to a device is not a file, nor is a pipe", async () => {
    const root = site("[a](pipe) [b](zero)");
    execFileSync("mkfifo", [join(root, "static/pipe"), join(root, "posts/here/pipe")]);
    symlinkSync("/dev/zero", join(root, "posts/here/zero"));
    symlinkSync("/dev/zero", join(root, "static/zero"));
    const { site: built } = await compile(root, {});
    expect([...built.files.keys()].filter((path) => /pipe|zero/.test(path))).toEqual([]);
  });
});

describe("an output folder", () => {
  it("is the only place a build writes to, whatever links say", async () => {
    const link = "[file](..%2F..%2F..%2F..%2Fvictim%2Ffile.txt)";
    const around = write(join(folder, "victims"), {
      "victim/file.txt": "theirs",
      "a/b/content/posts/a.md": post("A", "2024-01-01", {}, link),
      "x/victim/file.txt": "mine",
    });
    const out = join(around, "x/dist");
    await expect(
      prebuild({ root: join(around, "a/b/content"), out, cache: join(folder, "cache"), now: 1_800_000_000 }),
    ).rejects.toThrow(ContentError);
    expect(readFileSync(join(around, "x/victim/file.txt"), "utf8")).toBe("mine");
  });

  it("is not left through an author's file that leads elsewhere", async () => {
    const root = site("", { "victim.txt": "mine" });
    symlinkSync("../../victim.txt", join(root, "static/_headers"));
    const out = join(folder, "headers");
    await expect(prebuild({ root, out, cache: join(folder, "cache"), now: 1_800_000_000 })).rejects.toThrow(
      ContentError,
    );
    expect(readFileSync(join(root, "../victim.txt"), "utf8")).toBe("mine");
  });
});
