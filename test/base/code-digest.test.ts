import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { codeDigest } from "../../scripts/base/code-digest.ts";
import { temporaryFolder, write } from "../folder.ts";

const folder = temporaryFolder();

const modules = {
  "entry.ts": 'import { a } from "./a.ts";\nconst later = import("./later.ts");\nimport sharp from "sharp";\n',
  "a.ts": 'export { b } from "./deep/b.ts";\nimport type { Shape } from "./types.ts";\n',
  "deep/b.ts": 'const thread = new URL("../thread.ts", import.meta.url);\n',
  "later.ts": "",
  "thread.ts": 'import data from "./data.json" with { type: "json" };\n',
  "data.json": "{}",
  "types.ts": "",
  "stranger.ts": "",
};

function digestWith(changes: Readonly<Record<string, string>>): string {
  const code = write(join(folder, "code"), { ...modules, ...changes });
  return codeDigest(pathToFileURL(join(code, "entry.ts")));
}

describe("the digest of a module's code", () => {
  it.each(["entry.ts", "a.ts", "deep/b.ts", "later.ts", "thread.ts", "data.json"] as const)(
    "changes with %s",
    (file) => {
      const before = digestWith({});
      expect(digestWith({ [file]: `${modules[file]}\n` })).not.toBe(before);
      expect(digestWith({})).toBe(before);
    },
  );

  it.each(["stranger.ts", "types.ts"])("does not change with %s", (file) => {
    expect(digestWith({ [file]: "// changed" })).toBe(digestWith({}));
  });
});
