import { describe, expect, it } from "vitest";
import { readHugo } from "../../../scripts/import/hugo/hugo.ts";
import { bodyOf, move, page } from "../old-site.ts";

const post = page({ title: "Hello", date: "2020-01-02" });
const simple = 'baseURL = "https://weir.example/"\ntitle = "Weir"\n';

describe("a Hugo configuration", () => {
  const languages = {
    "config/_default/hugo.toml": 'defaultContentLanguage = "en"\n[permalinks]\npost = "/:year/:month/:day/:slug/"\n',
    "config/_default/languages.en.toml": 'title = "Weir"\ncontentDir = "content/en"\n',
    "config/_default/languages.fr.toml": 'title = "Le barrage"\ncontentDir = "content/fr"\n',
    "config/_default/menus.en.toml":
      '[[main]]\nname = "Journal"\nurl = "/post/"\nweight = 2\n[[main]]\nname = "About"\npageRef = "/about"\nweight = 1\n',
    "config/production/hugo.yml": "baseURL: https://weir.example/\n",
    "content/en/post/hello.md": post,
    "content/en/about.md": page({ title: "About" }),
    "content/fr/post/hello.md": page({ title: "Bonjour", date: "2020-01-02" }),
    "content/base/post/hello.md": post,
  };

  it("may have a file for each language, and another for what readers get", () => {
    const { site, aliasesOf, texts, notes } = move(readHugo, languages);
    expect(site).toMatchObject({ title: "Weir", url: "https://weir.example", language: "en" });
    expect(aliasesOf("posts/hello.md")).toContain("/2020/01/02/hello/");
    expect(aliasesOf("posts/hello-fr.md")).toContain("/fr/2020/01/02/bonjour/");
    expect(texts["posts/hello-fr.md"]).toContain("lang: fr");
    expect(notes).toContain("content/base belongs to no language of the site and was not imported: 1 text");
  });

  it("gives the navigation of its main menu, in Hugo's order", () => {
    expect(move(readHugo, languages).site["nav"]).toEqual([
      { title: "About", path: "/about/" },
      { title: "Journal", path: "/archive/" },
    ]);
  });

  it("excludes files with ignoreFiles", () => {
    const { failures } = move(readHugo, {
      "hugo.toml": `${simple}ignoreFiles = ["\\\\.Rmd$"]\n`,
      "content/post/a.Rmd": "x",
      "content/post/b.md": post,
    });
    expect(failures).toEqual([]);
  });

  it("of Zola is refused with a sentence that says so", () => {
    const files = { "config.toml": 'base_url = "https://weir.example"\n', "content/a.md": post };
    expect(() => move(readHugo, files)).toThrow(
      "is the folder of a Zola site (its configuration has base_url); import it with zola",
    );
  });
});

describe("an address of Hugo", () => {
  it("keeps the slashes of its slug", () => {
    const moved = move(readHugo, {
      "hugo.toml": simple,
      "content/about.md": page({ title: "About", slug: "cn/about" }),
      "content/post/a.md": post,
    });
    expect(moved.aliasesOf("pages/about.md")).toEqual(["/cn/about/"]);
  });

  it("of a section, a term or a feed leads to the list or feed that is there now", () => {
    const { site } = move(readHugo, {
      "hugo.toml": simple,
      "content/notes/a.md": page({ title: "A", date: "2020-01-02", tags: "[otters]" }),
      "content/notes/_index.md": page({ title: "Notes" }, ""),
    });
    expect(site.redirects).toMatchObject({
      "/notes/": "/archive/",
      "/notes/index.xml": "/rss.xml",
      "/tags/otters/index.xml": "/tags/otters/rss.xml",
    });
  });
});

describe("a static file", () => {
  it("at the address of a feed here is left out and named, in a folder of that name too", () => {
    const { files, notes } = move(readHugo, {
      "hugo.toml": simple,
      "content/notes/a.md": post,
      "static/atom.xml/index.html": "<p>moved</p>",
    });
    expect(files).not.toContain("static/atom.xml/index.html");
    expect(notes).toContain("atom.xml/index.html is made by the build here and was not imported");
  });
});

describe("a feed of Hugo", () => {
  it("may have another name, and each language one of its own", () => {
    const { site } = move(readHugo, {
      "hugo.toml": `${simple}[outputFormats.RSS]\nbaseName = "feed"\n[languages.en]\n[languages.fr]\n`,
      "content/notes/a.md": post,
      "content/notes/a.fr.md": post,
    });
    expect(site.redirects).toMatchObject({
      "/notes/feed.xml": "/rss.xml",
      "/en/": "/",
      "/fr/feed.xml": "/rss.xml",
      "/fr/sitemap.xml": "/sitemap.xml",
    });
  });
});

describe("a date with an offset", () => {
  const dated = (date: string) => page({ title: "A", date });

  it("is in the zone that most of the dates have", () => {
    const { site } = move(readHugo, {
      "hugo.toml": simple,
      "content/post/a.md": dated("2005-05-31T01:17:00+08:00"),
      "content/post/b.md": dated("2006-01-31T23:17:00+08:00"),
    });
    expect(site["timezone"]).toBe("Asia/Shanghai");
  });

  it("keeps its day where no zone has all of them", () => {
    const { texts, site } = move(readHugo, {
      "hugo.toml": simple,
      "content/post/a.md": dated("2005-05-31T01:17:00+08:00"),
      "content/post/b.md": dated("2006-01-31T20:17:00-06:00"),
      "content/post/c.md": dated("2006-01-31T20:17:00Z"),
    });
    expect(site["timezone"]).toBeUndefined();
    expect(texts["posts/a.md"]).toContain("date: 2005-05-31T01:17:00\n");
    expect(texts["posts/b.md"]).toContain("date: 2006-01-31T20:17:00\n");
    expect(texts["posts/c.md"]).toContain("date: 2006-01-31T20:17:00Z\n");
  });
});

describe("an author of Hugo", () => {
  it("may have a comma in the name; a list divides", () => {
    const { texts } = move(readHugo, {
      "hugo.toml": simple,
      "content/post/a.md": page({ title: "A", date: "2020-01-02", author: "Ada Quill, bookbinder" }),
      "content/post/b.md": page({ title: "B", date: "2020-01-02", authors: "[Ada Quill, Bo Marsh]" }),
    });
    expect(texts["posts/a.md"]).toContain("author: Ada Quill, bookbinder\n");
    expect(texts["posts/b.md"]).toContain("author:\n  - Ada Quill\n  - Bo Marsh\n");
  });
});

describe("a heading's id in Hugo", () => {
  const headings = "## Same words\n\n## A `code` and [link](https://a.example)\n\n## Own {#own}\n\n## Dash -- dash\n";
  const body = (setting: string): string =>
    bodyOf(
      move(readHugo, {
        "hugo.toml": simple + setting,
        "content/post/a.md": page({ title: "A", date: "2020-01-02" }, headings),
      }).texts["posts/a.md"],
    );

  // The ids are those that Hugo 0.131 writes.
  it("stays where ours would be another", () => {
    expect(body("")).toBe(
      "## Same words\n\n## A `code` and [link](https://a.example) {#a-code-and-linkhttpsaexample}\n\n## Own {#own}\n\n## Dash -- dash",
    );
  });

  it("may be made by blackfriday's rule", () => {
    expect(body('[markup.goldmark.parser]\nautoHeadingIDType = "blackfriday"\n')).toContain(
      "## Dash -- dash {#dash-dash}",
    );
  });
});

describe("a file among Hugo's texts", () => {
  it("keeps its address, which has no folder of the site's own language", () => {
    const { files } = move(readHugo, {
      "hugo.toml":
        'defaultContentLanguage = "en"\n[languages.en]\ncontentDir = "content/en"\n[languages.fr]\ncontentDir = "content/fr"\n',
      "content/en/documents/Report.pdf": "pdf",
      "content/en/top.pdf": "pdf",
      "content/fr/documents/Rapport.pdf": "pdf",
    });
    expect(files.filter((file) => file.startsWith("static/"))).toEqual([
      "static/documents/Report.pdf",
      "static/fr/documents/Rapport.pdf",
      "static/top.pdf",
    ]);
  });
});
