import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { write } from "../folder.ts";
import { filesIn } from "../import/run.ts";
import { create, folder, read } from "./run-create.ts";

describe("what is there already", () => {
  /** What the command says about a folder, which it must leave as it is. */
  const refused = (blog: string): readonly unknown[] => {
    const before = filesIn(join(folder, blog));
    const { status, stdout, stderr } = create([blog]);
    expect(filesIn(join(folder, blog))).toEqual(before);
    return [status, stdout, stderr];
  };
  const saying = (...names: readonly string[]): readonly unknown[] => [
    1,
    "",
    `error: already there, and nothing is overwritten: ${names.join(", ")}; name another folder\n`,
  ];

  it("is named, and stays alone", () => {
    write(join(folder, "taken"), { "README.md": "Mine", "content/site.yaml": "title: Mine\n", "other.txt": "Mine" });
    expect(refused("taken")).toEqual(saying("taken/README.md", "taken/content/site.yaml"));
    expect(read("taken", "README.md")).toBe("Mine");
  });

  it("may be a file in the place of a folder", () => {
    write(join(folder, "blocked"), { content: "", src: "" });
    expect(refused("blocked")).toEqual(saying("blocked/content", "blocked/src"));
  });

  it("may be a link, even one that leads nowhere", () => {
    write(join(folder, "linked"), { "other.txt": "" });
    symlinkSync("nowhere.md", join(folder, "linked/README.md"));
    const { status, stderr } = create(["linked"]);
    expect([status, stderr]).toEqual([1, expect.stringContaining("nothing is overwritten: linked/README.md;")]);
  });

  it("may be a file of the folder's name, or above it", () => {
    write(folder, { "a-file": "Mine" });
    for (const blog of ["a-file", "a-file/below"])
      expect(create([blog])).toMatchObject({
        status: 1,
        stderr: expect.stringContaining("overwritten: a-file;") as string,
      });
    expect(readFileSync(join(folder, "a-file"), "utf8")).toBe("Mine");
  });

  it("is not in the way where a blog has no file of that name", () => {
    write(join(folder, "beside"), {
      ".git/HEAD": "ref: refs/heads/main\n",
      LICENSE: "Mine",
      "content/posts/old.md": "",
    });
    expect(create(["beside"])).toMatchObject({ status: 0, stderr: "" });
    expect(read("beside", "LICENSE")).toBe("Mine");
  });

  it("is told from a folder that the system cannot make", () => {
    const { status, stderr } = create(["x".repeat(300)]);
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^error: ENAMETOOLONG: .*\n$/)]);
  });
});
