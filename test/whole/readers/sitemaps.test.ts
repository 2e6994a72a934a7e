import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compile } from "../../feeds/snapshot.ts";
import { temporaryFolder } from "../../folder.ts";
import { sampleBlog } from "../../project-folder.ts";
import { canRun, output } from "./programs.ts";

const folder = temporaryFolder();
const schema = fileURLToPath(new URL("../../fixtures/feeds/sitemap.xsd", import.meta.url));

describe("the sitemaps", () => {
  it.runIf(canRun("xmllint"))("are valid by the schema of sitemaps.org", async () => {
    const site = await compile(sampleBlog, folder);
    const sitemaps = site.files("sitemap");
    expect(sitemaps.length).toBeGreaterThan(2);
    const files = sitemaps.map(([path, text]) => {
      const file = join(mkdtempSync(join(folder, "sitemap-")), path);
      writeFileSync(file, text);
      return file;
    });
    // It fails, and so does this, when one of the files is not valid.
    await output("xmllint", ["--noout", "--schema", schema, ...files], folder);
  });
});
