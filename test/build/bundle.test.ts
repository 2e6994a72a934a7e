import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { entryOf } from "../../scripts/build/bundle.ts";

describe("an entry point", () => {
  it("imports modules from folders of any name", () => {
    const [ours, own] = [pathToFileURL("/a/{}/$&/ours.ts"), pathToFileURL("/b $$/own.ts")];
    const [first, second] = [ours, own].map((url) => JSON.stringify(fileURLToPath(url)));
    const { contents } = entryOf("import a from {}; import b from {}; export { a, b };", ours, own);
    expect(contents).toBe(`import a from ${first}; import b from ${second}; export { a, b };`);
  });
});
