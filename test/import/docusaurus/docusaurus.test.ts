import { utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDocusaurus } from "../../../scripts/import/docusaurus/docusaurus.ts";
import { temporaryFolder, write } from "../../folder.ts";

describe("a post of Docusaurus", () => {
  it("has the date of its file if it says none, and the report says so", () => {
    const folder = write(temporaryFolder(), { "docusaurus.config.js": "", "blog/a.md": "A" });
    utimesSync(join(folder, "blog/a.md"), 0, Date.UTC(2024, 2, 5) / 1000);
    const [article] = readDocusaurus(folder, {}).articles;
    expect(article?.fields.date).toBe("2024-03-05");
    expect(article?.notes).toContainEqual({
      message: "no date is in its name or front matter; it has that of its file",
    });
  });
});

const addressesIn = (files: Readonly<Record<string, string>>): Record<string, readonly string[]> => {
  const folder = write(temporaryFolder(), files);
  return Object.fromEntries(readDocusaurus(folder, {}).articles.map(({ source, urls }) => [source, urls]));
};

describe("addresses of Docusaurus's blogs", () => {
  it("follow names, folders and slugs", () => {
    const config =
      'export default { baseUrl: "/site/", presets: [["classic", { blog: { path: "./news", routeBasePath: "/" } }]] };';
    const found = addressesIn({
      "docusaurus.config.ts": config,
      "news/2024-03-05-a.md": "A",
      "news/2024/03/06/b.mdx": "B",
      "news/2024-03-07/index.md": "C",
      "news/notes/2024-03-08-d.md": "D",
      "news/e.md": "---\nslug: /the/e\n---\n",
      "news/_part.mdx": "no post",
    });
    expect(found).toEqual({
      "news/2024-03-05-a.md": ["/2024/03/05/a/", "/site/2024/03/05/a/"],
      "news/2024/03/06/b.mdx": ["/2024/03/06/b/", "/site/2024/03/06/b/"],
      "news/2024-03-07/index.md": ["/2024/03/07/", "/site/2024/03/07/"],
      "news/notes/2024-03-08-d.md": ["/2024/03/08/notes/d/", "/site/2024/03/08/notes/d/"],
      "news/e.md": ["/the/e/", "/site/the/e/"],
    });
  });

  it("start at the site's own base, whatever programs in its configuration call so", () => {
    const found = addressesIn({
      "docusaurus.config.ts":
        "const edit = () => { const baseUrl = 'https://code.example'; };\nexport default { url: 'https://a.example', baseUrl: '/' };",
      "blog/2024-03-05-a.md": "A",
    });
    expect(found).toEqual({ "blog/2024-03-05-a.md": ["/blog/2024/03/05/a/"] });
  });

  it("are those of all its blogs", () => {
    const config = `module.exports = { presets: [["classic", {}]],
      plugins: [["@docusaurus/plugin-content-blog", { id: "team", path: "team", routeBasePath: "crew" }]] };`;
    expect(
      addressesIn({ "docusaurus.config.js": config, "blog/2024-01-01-a.md": "A", "team/2024-01-02-b.md": "B" }),
    ).toEqual({
      "blog/2024-01-01-a.md": ["/blog/2024/01/01/a/"],
      "team/2024-01-02-b.md": ["/crew/2024/01/02/b/"],
    });
  });
});
