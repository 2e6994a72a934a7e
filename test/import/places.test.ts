import { describe, expect, it } from "vitest";
import { readJekyll } from "../../scripts/import/jekyll/jekyll.ts";
import { move, page } from "./old-site.ts";

describe("texts of one name", () => {
  it("in several languages get the language as ending, but for the main one", () => {
    const { files, notes } = move(readJekyll, {
      "_config.yml": "title: Weir\n",
      ...Object.fromEntries(
        ["bg", "en", "ja"].map((lang) => [`${lang}/news/_posts/2020-01-02-hello.md`, page({ title: "Hello", lang })]),
      ),
      "en/news/_posts/2020-01-03-more.md": page({ title: "More", lang: "en" }),
    });
    expect(files.filter((file) => file.startsWith("posts/"))).toEqual([
      "posts/2020-01-02-hello-bg.md",
      "posts/2020-01-02-hello-ja.md",
      "posts/2020-01-02-hello.md",
      "posts/2020-01-03-more.md",
    ]);
    expect(notes.filter((note) => note.includes("slug"))).toEqual([]);
  });
});

describe("an address of the old site", () => {
  it("never becomes another article's here, even if that has the name and is older", () => {
    const { texts, aliasesOf } = move(readJekyll, {
      "_config.yml": "title: Weir\n",
      "_posts/2020-01-02-play.md": page({ title: "Older", permalink: "/thoughts/play/" }),
      "_posts/2021-01-02-play.md": page({ title: "Newer", permalink: "/posts/play/" }),
      "about.md": page({ title: "About", permalink: "/about/us/", redirect_from: "/team/" }),
      "team.md": page({ title: "Team", permalink: "/team/" }),
    });
    expect(texts["posts/2021-01-02-play.md"]).not.toContain("slug:");
    expect(texts["posts/2020-01-02-play.md"]).toContain("slug: play-2");
    expect(aliasesOf("posts/2020-01-02-play.md")).toEqual(["/thoughts/play/"]);
    expect(texts["pages/team.md"]).not.toContain("slug:");
  });
});

describe("links to lists and feeds", () => {
  it("stay, or lead to their counterpart, and are not reported", () => {
    const { texts, notes } = move(readJekyll, {
      "_config.yml": "title: Weir\nurl: https://old.example\n",
      "_posts/2020-01-02-hello.md": page(
        { title: "Hello", tags: "[otters]" },
        "[a](/tags/otters/) [b](/feed.xml) [c](https://old.example/tags/otters) [d](/tags/weirs/)\n",
      ),
    });
    expect(texts["posts/2020-01-02-hello.md"]).toContain(
      "[a](/tags/otters/) [b](/rss.xml) [c](/tags/otters/) [d](/tags/weirs/)",
    );
    expect(notes).toEqual(['the link to "/tags/weirs/" leads to nothing that was imported']);
  });
});

describe("an address that something else has here", () => {
  const moved = () =>
    move(readJekyll, {
      "_config.yml": "title: Weir\n",
      "_posts/2020-01-02-hello.md": page({
        title: "Hello",
        tags: "[otters]",
        redirect_from: "[/search/, /tags/otters/, /demo/, /a b.pdf, /old/]",
      }),
      "demo/index.html": "<p>Demo",
      "a b.pdf": "",
      "search/index.html": "<p>Search",
      "tags/index.html": "<p>Tags",
      "posts/hello/index.html": "<p>Hello",
    });

  it("is not an article's old address, whether it is a page of the site's own or a file", () => {
    const { aliasesOf, notes } = moved();
    expect(aliasesOf("posts/2020-01-02-hello.md")).toEqual(["/2020/01/02/hello.html", "/old/"]);
    expect(notes).toEqual(
      expect.arrayContaining([
        `its old address "/search/" is now a page of this site's own`,
        `its old address "/tags/otters/" is now a page of this site's own`,
        'its old address "/demo/" is now that of a file',
        'its old address "/a b.pdf" is now that of a file',
      ]),
    );
  });

  it("is not a static file's either, and the report says so", () => {
    const { files, notes } = moved();
    expect(files.filter((file) => file.startsWith("static/"))).toEqual(["static/a b.pdf", "static/demo/index.html"]);
    expect(notes).toEqual(
      expect.arrayContaining(
        ["search", "tags", "posts/hello"].map(
          (folder) => `${folder}/index.html is made by the build here and was not imported`,
        ),
      ),
    );
  });
});
