import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { entryOf } from "../../scripts/build/bundle.ts";

describe("an entry point", () => {
  it("imports modules from folders of any name", () => {
    const paths = ["/a/{}/$&/ours.ts", "/b $$/own.ts"];
    const [ours, own] = paths.map((path) => pathToFileURL(path));
    if (!ours || !own) throw new Error("two modules are expected");
    const { contents } = entryOf("import a from {}; import b from {}; export { a, b };", ours, own);
    expect(contents).toBe(`import a from "${paths[0]}"; import b from "${paths[1]}"; export { a, b };`);
  });
});
