import { describe, expect, it } from "vitest";
import { readMarkdown } from "../../../scripts/import/plain/markdown-folder.ts";
import { move, page } from "../old-site.ts";

const a = page({ title: "A", date: "2020-01-02" });

describe("the redirects of a host", () => {
  const rules = [
    "# moved",
    "/first /a/ 301",
    "/away https://b.example/x 302",
    "/a-anchor /a/#top",
    "/everything/* /:splat 301",
    "/api/* https://api.example/:splat 200",
    "/ /fr/ 302 Language=fr",
    "/lost /nowhere/ 301",
  ];

  it.each(["_redirects", "public/_redirects", "static/_redirects"])("go to site.yaml from %s", (file) => {
    const { site, notes } = move(readMarkdown, { "content/a.md": a, [file]: rules.join("\n") });
    expect(site.redirects).toEqual({
      "/first/": "/posts/a/",
      "/away/": "https://b.example/x",
      "/a-anchor/": "/posts/a/#top",
    });
    expect(notes.filter((note) => note.startsWith("the host's rule"))).toEqual([
      `the host's rule ${file}:5 /everything/* /:splat has a wildcard or a host, which no redirect here has, and was left out`,
      `the host's rule ${file}:6 /api/* https://api.example/:splat is not a redirect, and was left out`,
      `the host's rule ${file}:7 / /fr/ depends on the reader, and was left out`,
      `the host's rule ${file}:8 /lost /nowhere/ leads to nothing that was imported`,
    ]);
  });

  it("go to site.yaml from netlify.toml", () => {
    const toml = '[[redirects]]\nfrom = "/first"\nto = "/a/"\nstatus = 301\n';
    expect(move(readMarkdown, { "content/a.md": a, "netlify.toml": toml }).site.redirects).toEqual({
      "/first/": "/posts/a/",
    });
  });

  it("never take the address of an article", () => {
    const { site } = move(readMarkdown, { "content/a.md": a, _redirects: "/posts/a/ https://b.example/ 301" });
    expect(site.redirects).toBeUndefined();
  });
});

describe("the addresses of the search", () => {
  it("are taken by nothing of the old site", () => {
    const { site, files, notes, aliasesOf } = move(readMarkdown, {
      "content/search.md": page({ title: "Search" }),
      "static/opensearch.xml": "<OpenSearchDescription/>",
      "static/search/index.html": "<form></form>",
      _redirects: "/search /a/ 301\n",
      "content/a.md": a,
    });
    expect(aliasesOf("pages/search.md")).toEqual([]);
    expect(files).toEqual(["pages/search.md", "posts/a.md"]);
    expect(site.redirects).toBeUndefined();
    expect(notes).toContain(`its old address "/search/" is now a page of this site's own`);
  });
});
