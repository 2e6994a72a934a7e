import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { themeDigest, themeSource } from "../../scripts/build/theme.ts";
import { defaultSite } from "../../src/content/site.ts";
import { temporaryFolder } from "../folder.ts";
import { project } from "../project-folder.ts";

const style = { text: "p{margin:0}", digest: "" };
const src = join(temporaryFolder(), "src");
cpSync(join(project, "src"), src, { recursive: true });

/** The digests before and after an edit of a source. */
function digestsAround(file: string): readonly [string, string] {
  const before = themeDigest(defaultSite, style, themeSource(join(src, "theme.ts")));
  appendFileSync(join(src, file), "// edited\n");
  return [before, themeDigest(defaultSite, style, themeSource(join(src, "theme.ts")))];
}

describe("the theme digest", () => {
  it.each(["views/post.ts", "views/document.ts", "markup.ts", "content/words.ts", "content/taxonomies.ts"])(
    "changes with %s",
    (file) => {
      const [before, after] = digestsAround(file);
      expect(after).not.toBe(before);
    },
  );

  it.each(["store.ts", "app.ts", "http/policy.ts", "content/release.ts"])("stays when %s is edited", (file) => {
    const [before, after] = digestsAround(file);
    expect(after).toBe(before);
  });

  it("changes with the settings and the stylesheet", () => {
    const digests = [
      themeDigest(defaultSite, style, themeSource()),
      themeDigest({ ...defaultSite, footer: "The end" }, style, themeSource()),
      themeDigest(defaultSite, { ...style, text: "p{margin:1em}" }, themeSource()),
    ];
    expect(new Set(digests).size).toBe(3);
  });
});
