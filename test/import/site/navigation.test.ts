import { describe, expect, it } from "vitest";
import { readMarkdown } from "../../../scripts/import/plain/markdown-folder.ts";
import { move, page } from "../old-site.ts";

const pages = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}.md`, page({ title: `P${index}` })]));

describe("the navigation of a site that doesn't say what it was", () => {
  it("is proposed with at most six links, what most blogs have first", () => {
    const { site, notes } = move(readMarkdown, {
      ...pages(300),
      "about.md": page({ title: "About" }),
      "deep/page.md": page({ title: "Deep" }),
    });
    expect(site["nav"]).toEqual([
      { title: "Archive", path: "/archive/" },
      { title: "About", path: "/about/" },
      ...["P0", "P1", "P10", "P100"].map((title) => ({ title, path: `/${title.toLowerCase()}/` })),
    ]);
    expect(notes).toContain(
      "the old site's files don't say what its navigation was; site.yaml has a proposal of 6 links, in `nav`",
    );
  });

  it("is left to the site where it has few pages", () => {
    expect(move(readMarkdown, pages(4)).site["nav"]).toBeUndefined();
  });

  it("has no page that says that one was not found; the report names it", () => {
    const { files, notes } = move(readMarkdown, { ...pages(1), "404.md": page({ title: "Lost" }) });
    expect(files).not.toContain("pages/404.md");
    expect(notes).toContain("404.md says that a page was not found; the build here makes its own");
  });
});
