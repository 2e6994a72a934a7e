import { describe, expect, it } from "vitest";
import { checkContent } from "../../scripts/check/check.ts";
import { temporaryFolder, write } from "../folder.ts";
import { compile } from "../compiled-site.ts";

const folder = temporaryFolder();

const pages = (count: number): Record<string, string> => {
  const files: Record<string, string> = { "posts/a.md": "---\ntitle: A\ndate: 2025-01-01\n---\nText.\n" };
  for (let index = 0; index < count; index += 1)
    files[`pages/p${index}.md`] = `---\ntitle: Page ${index}\n---\nText.\n`;
  return files;
};

const navigationOf = async (name: string, files: Readonly<Record<string, string>>) => {
  const { site } = await compile(`${folder}/${name}`, files);
  return {
    paths: (site.site.nav ?? []).map(({ path }) => path),
    warnings: site.warnings.map(({ line, column, message }) => `${line}:${column} ${message}`),
  };
};

const settings = "url: https://blog.example\ncards: false\n";

describe("the navigation of a site that sets none", () => {
  it("has the archive, the tags, the search and up to three pages", async () => {
    const { paths, warnings } = await navigationOf("few", { ...pages(3), "site.yaml": settings });
    expect(paths).toEqual(["/archive/", "/tags/", "/search/", "/p0/", "/p1/", "/p2/"]);
    expect(warnings).toEqual([]);
  });

  it("leaves out all pages where there are more than three, which build and check each say once", async () => {
    const files = { ...pages(4), "site.yaml": settings };
    const { paths, warnings } = await navigationOf("many", files);
    expect(paths).toEqual(["/archive/", "/tags/", "/search/"]);
    const warning =
      "nav is not set, and 4 pages and 3 lists are too many to link to all of them from every page, so no page is in the navigation; list those that belong there under nav";
    expect(warnings).toEqual([`1:1 ${warning}`]);
    const { found } = await checkContent(write(`${folder}/checked`, files), 0);
    expect(found.filter(({ message }) => message === warning)).toHaveLength(1);
  });

  it("has six entries at most, lists of the site's own taxonomies included", async () => {
    const declare = (...names: string[]): string =>
      `${settings}taxonomies:\n${names.map((name) => `  ${name}: {}\n`).join("")}`;
    const two = await navigationOf("taxonomies", { ...pages(3), "site.yaml": declare("topics", "places") });
    expect(two.paths).toEqual(["/archive/", "/tags/", "/topics/", "/places/", "/search/"]);
    expect(two.warnings).toEqual([expect.stringContaining("3 pages and 5 lists are too many")]);
    const five = await navigationOf("lists", { ...pages(0), "site.yaml": declare("a", "b", "c", "d", "e") });
    expect(five.paths).toEqual(["/archive/", "/tags/", "/a/", "/b/", "/c/", "/d/"]);
    expect(five.warnings).toEqual([expect.stringContaining("8 lists are too many")]);
  });

  it("does not count drafts", async () => {
    const draft = "---\ntitle: Draft\ndraft: true\n---\nText.\n";
    const { paths } = await navigationOf("draft", { ...pages(3), "pages/draft.md": draft, "site.yaml": settings });
    expect(paths).toContain("/p2/");
  });
});

it("says nothing about pages that `nav` leaves out", async () => {
  const nav = "nav:\n  - title: First\n    path: /p0/\n";
  const { paths, warnings } = await navigationOf("own", { ...pages(9), "site.yaml": settings + nav });
  expect(paths).toEqual(["/p0/"]);
  expect(warnings).toEqual([]);
});
