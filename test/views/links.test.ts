import { describe, expect, it } from "vitest";
import type { Models } from "../../src/content/models.ts";
import * as fixtures from "../fixtures/views/models.ts";
import { frame, ownLinks, render } from "./pages.ts";

/** The links of a page but for those that every page has. */
const linksOf = <Kind extends keyof Models>(kind: Kind, model: Models[Kind]): string[] => ownLinks(render(kind, model));

describe("a taxonomy of the site's own", () => {
  it("is linked from posts, lists and the page about feeds", () => {
    const [written, listed] = [render("post", fixtures.termedPost), render("list", fixtures.termList)];
    expect(written).toContain(
      '<p class="tags">Crafts: <a class="p-category" rel="tag" href="/crafts/binding/">Binding</a></p>',
    );
    expect(listed).toContain('<p class="kicker"><a href="/crafts/">Crafts</a></p>');
    expect(listed).toContain('href="/crafts/binding/rss.xml"');
    expect(listed).toContain('content="Posts in Binding on The Bindery"');
    const index = render("tags", fixtures.termsIndex);
    expect(index).toContain("<h1>Crafts</h1>");
    expect(index).toContain(
      '<a href="/crafts/binding/">Binding</a> <span><span aria-hidden="true">2</span><span class="visually-hidden">2 posts</span></span>',
    );
    expect(render("feeds", fixtures.termFeeds)).toContain('<h2 id="in-crafts">Crafts</h2>');
  });
});

describe("a post", () => {
  it("leads to its series and the parts beside it, authors, tags, related and neighbouring posts", () => {
    const links = linksOf("post", { ...fixtures.post, html: "" });
    expect(links).toEqual([
      "/series/anatomy-of-a-book/",
      "/authors/ada-quill/",
      "/authors/ben-vellum/",
      "/posts/spine/",
      "#ink",
      "#a-list-of-small-things",
      "#code",
      "#tables-and-figures",
      "/tags/paper/",
      "/tags/typography/",
      "/tags/C%23/",
      "/posts/octavo/",
      "/posts/rules/",
      "/posts/spine/",
      "/posts/endpapers/",
      "/posts/octavo/",
      "/posts/glue/",
    ]);
  });

  it("of a series names the parts before it, with their numbers, and nothing where it is the first", () => {
    const series = {
      ...fixtures.series,
      position: 12,
      earlier: [
        { title: "Ten", path: "/10/" },
        { title: "Eleven", path: "/11/" },
      ],
    };
    expect(render("post", { ...fixtures.post, series })).toContain(
      `<summary>Earlier parts</summary>\n<ol start="10">\n<li><a href="/10/">Ten</a></li>\n<li><a href="/11/">Eleven</a></li>\n</ol>`,
    );
    expect(render("post", { ...fixtures.post, series: { ...series, position: 1, earlier: [] } })).not.toContain(
      "Earlier",
    );
  });

  it("has all ways on in one block, and no block without any", () => {
    const { series: _, related: __, older: ___, newer: ____, ...alone } = fixtures.post;
    expect(render("post", alone)).not.toContain('class="onward"');
    const html = render("post", fixtures.post);
    const block = html.slice(html.indexOf('<div class="onward">'), html.indexOf("</main>"));
    expect([...block.matchAll(/aria-label(?:ledby)?="([^"]+)"/g)].map(([, name]) => name)).toEqual([
      "page:related",
      "Series: Anatomy of a book",
      "Older and newer posts",
    ]);
  });

  it("says the language of a title that it links to where that is another one", () => {
    const japanese = { title: "小口", path: "/posts/koguchi/", lang: "ja" };
    const html = render("post", {
      ...fixtures.post,
      older: japanese,
      related: [{ ...japanese, date: fixtures.post.date }],
    });
    expect(html.split('<span lang="ja">小口</span>')).toHaveLength(3);
  });

  it("says with one link that the older post is the previous part", () => {
    const part = { title: "The spine", path: "/posts/spine/" };
    const html = render("post", { ...fixtures.post, older: part, related: [] });
    const onward = html.slice(html.indexOf("</article>"));
    expect(onward.split(`href="/posts/spine/"`)).toHaveLength(2);
    expect(html).toContain("<small>Older, previous part</small> The spine");
    expect(html).toContain("<small>Next part</small> The endpapers");
  });

  it("nests its contents as its headings are nested", () => {
    const html = render("post", fixtures.post).replaceAll("\n", "");
    expect(html).toContain(
      `<ol><li><a href="#ink">Ink</a><ol><li><a href="#a-list-of-small-things">A list of small things</a></li></ol></li>` +
        `<li><a href="#code">Code</a></li>`,
    );
  });

  it("bears headings that begin deep and rise", () => {
    const contents = [3, 2, 4].map((depth) => ({ depth, id: `h${depth}`, text: `Depth ${depth}` }));
    const html = render("post", { ...fixtures.post, contents }).replaceAll("\n", "");
    expect(html).toContain(
      `<ol><li><a href="#h3">Depth 3</a></li><li><a href="#h2">Depth 2</a><ol><li><a href="#h4">Depth 4</a></li></ol></li></ol>`,
    );
  });

  it("shows dates, reading time and tags only as far as it has them", () => {
    const { updated: _, series: __, related: ___, older: ____, contents: _____, ...bare } = fixtures.post;
    const html = render("post", { ...bare, authors: [], tags: [] });
    expect(html).toContain("5 min read");
    for (const absent of ["updated", "By ", "Tags:", "Related", "Contents", "Older</small>"])
      expect(html.slice(html.indexOf("<main"))).not.toContain(absent);
  });

  it("shows a description above its text, and keeps an excerpt for link previews", () => {
    const { description: _, ...bare } = fixtures.post;
    const html = render("post", { ...bare, excerpt: "How it begins" });
    expect(render("post", fixtures.post)).toContain(`<p class="lead p-summary">`);
    expect(html).not.toContain(`<p class="lead p-summary">`);
    expect(html).toContain(`<meta name="description" content="How it begins">`);
  });

  it("says that it is a draft", () => {
    expect(render("post", fixtures.draftPost)).toContain("<strong>Draft</strong>");
    expect(render("post", fixtures.post)).not.toContain("<strong>Draft</strong>");
  });
});

describe("a list", () => {
  it("leads to its posts, their tags and the pages beside it", () => {
    expect(linksOf("list", fixtures.numberedHome)).toEqual([
      "/",
      "/posts/octavo/",
      "/tags/paper/",
      "/posts/not-yet/",
      "/posts/%D8%AD%D8%A7%D9%81%D8%A9/",
      "/tags/paper/",
      "/page/1/",
      "/",
    ]);
  });

  it("has an address for each of its numbered pages", () => {
    const canonical = (html: string): string | undefined => /rel="canonical" href="([^"]*)"/.exec(html)?.[1];
    expect(canonical(render("list", fixtures.numberedHome))).toBe("https://bindery.example/page/2/");
    expect(canonical(render("list", fixtures.numberedTagList))).toBe("https://bindery.example/tags/paper/page/1/");
    expect(canonical(render("list", fixtures.tagList))).toBe("https://bindery.example/tags/C%23/");
  });

  it("of a tag leads up to all tags", () => {
    expect(linksOf("list", fixtures.tagList)[0]).toBe("/tags/");
  });

  it("of an author leads to the author's pages elsewhere", () => {
    expect(linksOf("list", fixtures.authorList).slice(0, 3)).toEqual([
      "/authors/ada-quill/",
      "https://social.example/@ada",
      "https://code.example/ada",
    ]);
  });

  it("says so when it is empty", () => {
    expect(render("list", { ...fixtures.home, posts: [] })).toContain("Nothing is published here yet.");
  });
});

describe("an index", () => {
  it("of tags counts the posts of each", () => {
    const html = render("tags", fixtures.tags);
    expect(html).toContain(
      `<a href="/tags/C%23/">C#</a> <span><span aria-hidden="true">1</span><span class="visually-hidden">1 post</span></span>`,
    );
    expect(html).toContain(
      `<a href="/tags/paper/">paper</a> <span><span aria-hidden="true">12</span><span class="visually-hidden">12 posts</span></span>`,
    );
  });

  it("of the home page has the newest post's beginning, which goes on there, and ends with series and years", () => {
    const links = linksOf("list", fixtures.home);
    const [newest] = fixtures.home.posts;
    expect(links.filter((path) => path === newest?.path)).toHaveLength(2);
    expect(render("list", fixtures.home)).toContain(">Read on</a>");
    const last = links.slice(links.indexOf("/page/2/") + 1);
    expect(last.slice(0, 3)).toEqual(["/series/anatomy-of-a-book/", "/archive/2024/", "/archive/2023/"]);
  });

  it("of the home page leads nowhere else for a text that it has in full", () => {
    const around = { ...frame, site: { ...frame.site, home: "newest" as const } };
    expect(render("list", fixtures.home, around)).not.toContain("Read on");
  });

  it("of posts names five tags of each, and how many more there are", () => {
    const tags = Array.from({ length: 7 }, (_, index) => ({ title: `T${index}`, path: `/tags/t${index}/` }));
    const [first] = fixtures.home.posts;
    if (!first) throw new Error("The home page of the fixtures has no posts");
    const html = render("list", { ...fixtures.home, posts: [{ ...first, tags }] });
    expect(html.match(/>T\d</g)).toEqual([">T0<", ">T1<", ">T2<", ">T3<", ">T4<"]);
    expect(html).toContain(`<a href="${first.path}">+ 2</a>`);
  });

  it("of years leads to each year and each post", () => {
    expect(linksOf("archive", fixtures.archive)).toEqual(
      expect.arrayContaining(["/archive/2024/", "/archive/2023/", "/posts/rules/", "/posts/last-page/"]),
    );
    expect(linksOf("archive", fixtures.archiveYear)[0]).toBe("/archive/");
  });

  it("of years says where the older posts are when it lists the newest alone", () => {
    const cut = { ...fixtures.archive, years: [{ title: "2024", path: "/archive/2024/", count: 300 }] };
    expect(render("archive", cut)).toContain("What is older stands in the archive of its year, above.");
    expect(linksOf("archive", cut)[0]).toBe("/archive/2024/");
    expect(render("archive", fixtures.archive)).not.toContain("What is older");
  });

  it("of feeds offers each of the site's three, and one for each author and tag", () => {
    expect(linksOf("feeds", fixtures.feeds)).toEqual(
      expect.arrayContaining([
        "/rss.xml",
        "/atom.xml",
        "/feed.json",
        "/authors/ada-quill/rss.xml",
        "/authors/ben-vellum/rss.xml",
        "/tags/C%23/rss.xml",
      ]),
    );
  });
});
