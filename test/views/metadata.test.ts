import { mf2 } from "microformats-parser";
import { describe, expect, it } from "vitest";
import type { Image } from "../../src/content/models.ts";
import * as fixtures from "../fixtures/views/models.ts";
import { Dom, frame, pages, render, searches } from "./pages.ts";

const base = fixtures.site.url;
const hrefs = (dom: Dom, attributes: Readonly<Record<string, string>>): string[] =>
  dom.all("link", attributes).map((element) => element.attributes["href"] ?? "");

const firstFeed = (html: string): string | undefined => hrefs(new Dom(html), { rel: "alternate" })[0];
const parse = (html: string) => mf2(html, { baseUrl: base });

describe("the head of a post", () => {
  const dom = new Dom(render("post", fixtures.post));

  it("says in linked data what the front matter said", () => {
    expect(dom.linkedData()).toMatchObject({
      "@context": "https://schema.org",
      "@type": "BlogPosting",
      headline: fixtures.post.title,
      datePublished: "2024-12-16T09:30:00Z",
      dateModified: "2025-01-03T09:30:00Z",
      author: [
        {
          "@type": "Person",
          name: "Ada Quill",
          url: `${base}/authors/ada-quill/`,
          image: `${base}/pictures/ada-480.jpg`,
        },
        { "@type": "Person", name: "Ben Vellum" },
      ],
      keywords: ["paper", "typography", "C#"],
      image: `${base}/cards/fore-edge.png`,
      url: `${base}/posts/fore-edge/`,
    });
  });

  it("keeps a title that would end the data block in it, and whole", () => {
    const title = "</script><script>alert(1)</script> <!-- & 'quotes' \u2028";
    const hostile = new Dom(render("post", { ...fixtures.post, title }));
    expect(hostile.all("script")).toHaveLength(1);
    expect(hostile.linkedData()).toMatchObject({ headline: title });
  });

  it("describes itself to link previews with absolute URLs", () => {
    expect(dom.meta("og:type")).toEqual(["article"]);
    expect(dom.meta("og:title")).toEqual([fixtures.post.title]);
    expect(dom.meta("og:url")).toEqual([`${base}/posts/fore-edge/`]);
    expect(dom.meta("og:image")).toEqual([`${base}/cards/fore-edge.png`]);
    expect(dom.meta("og:image:width")).toEqual(["1200"]);
    const profiles = ["ada-quill", "ben-vellum"].map((name) => `${base}/authors/${name}/`);
    expect(dom.meta("article:author")).toEqual(profiles);
    expect(dom.meta("article:published_time")).toEqual(["2024-12-16T09:30:00Z"]);
    expect(dom.meta("article:tag")).toEqual(["paper", "typography", "C#"]);
    expect(dom.all("meta", { name: "twitter:card", content: "summary_large_image" })).toHaveLength(1);
  });

  it("leaves a picture that stands elsewhere where it is", () => {
    const image = { src: "https://pictures.example/a.png" };
    expect(new Dom(render("post", { ...fixtures.post, image })).meta("og:image")).toEqual([image.src]);
  });

  it("links its canonical address, which may be another site's, and its Markdown", () => {
    expect(hrefs(dom, { rel: "canonical" })).toEqual([`${base}/posts/fore-edge/`]);
    expect(hrefs(dom, { type: "text/markdown" })).toEqual(["/posts/fore-edge.md"]);
    const copied = new Dom(render("post", { ...fixtures.post, canonical: "https://first.example/it" }));
    expect(hrefs(copied, { rel: "canonical" })).toEqual(["https://first.example/it"]);
  });
});

describe("the picture that link previews show", () => {
  const pictureOf = (html: string): string | undefined => new Dom(html).meta("og:image")[0];
  const large = '<meta name="twitter:card" content="summary_large_image">';

  it("is there, and large, for every page that has an address", () => {
    for (const [name, html] of pages)
      expect([name, new Dom(html).meta("og:image").length, html.includes(large)]).toEqual(
        ["notFound", "gone", "failure"].includes(name) ? [name, 0, false] : [name, 1, true],
      );
  });

  it("is the card of a series or of an author with a profile on their pages, and the site's on others", () => {
    expect(pictureOf(render("list", fixtures.seriesList))).toBe(`${base}/cards/anatomy.png`);
    expect(pictureOf(render("list", fixtures.authorList))).toBe(`${base}/cards/ada.png`);
    const ben = { ...fixtures.authorList, title: "Ben Vellum" };
    for (const model of [fixtures.home, fixtures.tagList, fixtures.numberedHome, ben])
      expect(pictureOf(render("list", model))).toBe(`${base}/cards/site.png`);
    expect(pictureOf(render("archive", fixtures.archive))).toBe(`${base}/cards/site.png`);
    expect(pictureOf(render("page", fixtures.page))).toBe(`${base}/cards/site.png`);
  });

  it("is missing where the site has no cards", () => {
    const { card: _, ...site } = fixtures.site;
    const html = render("list", fixtures.home, { ...frame, site });
    expect([pictureOf(html), html.includes(large)]).toEqual([undefined, false]);
  });
});

describe("who wrote a page", () => {
  const named = (html: string, name: string): (string | undefined)[] =>
    new Dom(html).all("meta", { name }).map(({ attributes }) => attributes["content"]);

  it("is said by name, and by the account of those who have one in the fediverse", () => {
    const all = [render("post", fixtures.post), render("list", fixtures.authorList), render("list", fixtures.home)];
    expect(all.map((html) => named(html, "author"))).toEqual([
      ["Ada Quill", "Ben Vellum"],
      ["Ada Quill"],
      ["Ada Quill"],
    ]);
    expect(all.map((html) => named(html, "fediverse:creator"))).toEqual(all.map(() => ["@ada@social.example"]));
    expect(named(render("list", fixtures.tagList), "fediverse:creator")).toEqual([]);
  });

  it("has a page that link previews take for a profile", () => {
    expect(new Dom(render("list", fixtures.authorList)).meta("og:type")).toEqual(["profile"]);
  });
});

describe("the colour of a browser's own bars", () => {
  const coloursOn = (style: typeof frame.style): (string | undefined)[][] =>
    new Dom(render("list", fixtures.home, { ...frame, style }))
      .all("meta", { name: "theme-color" })
      .map(({ attributes }) => [attributes["content"], attributes["media"]]);

  it("is that of the page's ground, light or dark", () => {
    expect(coloursOn({ text: "", ground: { light: "#fff", dark: "#000" } })).toEqual([
      ["#000", "(prefers-color-scheme: dark)"],
      ["#fff", undefined],
    ]);
    expect(coloursOn({ text: "", ground: { light: "#fff", dark: "#fff" } })).toEqual([["#fff", undefined]]);
    expect(coloursOn({ text: "" })).toEqual([]);
  });
});

it("asks search engines to leave drafts and searches out, and nothing else", () => {
  const hidden = pages.filter(([, html]) => html.includes(`content="noindex"`)).map(([name]) => name);
  expect(hidden).toEqual(["draftPost", ...Object.keys(searches)]);
});

it("says on the home page alone where its author is elsewhere, and that it is a website with a name", () => {
  const me = '<link rel="me" href="https://social.example/@ada">';
  const home = render("list", fixtures.home);
  expect(home).toContain(me);
  expect(home).toContain('"@type":["WebSite","Blog"],"name":"The Bindery"');
  expect(render("post", fixtures.post)).not.toContain(me);
  const image = `${base}/pictures/ada-480.jpg`;
  expect(new Dom(home).linkedData()).toMatchObject({ author: { image, url: `${base}/authors/ada-quill/` } });
  expect(new Dom(render("list", fixtures.authorList)).linkedData()).toMatchObject({ mainEntity: { image } });
});

it("names a locale to link previews where the language has a country", () => {
  const localeIn = (lang: string): string | undefined =>
    /og:locale" content="([^"]*)"/.exec(render("post", { ...fixtures.post, lang }))?.[1];
  expect(["pt-BR", "en", "sr-Latn"].map(localeIn)).toEqual(["pt_BR", undefined, undefined]);
});

describe("feeds", () => {
  it("of the site are found from every page", () => {
    for (const [, html] of pages)
      expect(hrefs(new Dom(html), { rel: "alternate" })).toEqual(
        expect.arrayContaining(["/rss.xml", "/atom.xml", "/feed.json"]),
      );
  });

  it("of a tag or author come first on its pages, the numbered ones included", () => {
    expect(firstFeed(render("list", fixtures.tagList))).toBe("/tags/C%23/rss.xml");
    expect(firstFeed(render("list", fixtures.numberedTagList))).toBe("/tags/paper/rss.xml");
    expect(firstFeed(render("list", fixtures.authorList))).toBe("/authors/ada-quill/rss.xml");
    expect(firstFeed(render("list", fixtures.seriesList))).toBe("/rss.xml");
  });
});

it("links a vector icon only where the site's icon is one", () => {
  const png = { ...frame, site: { ...fixtures.site, icon: "icon.png" } };
  expect(hrefs(new Dom(render("page", fixtures.page, png)), { rel: "icon" })).toEqual(["/favicon.ico"]);
});

describe("microformats", () => {
  it("of a post are an entry with title, summary, dates, authors, tags and text", () => {
    const [entry] = parse(render("post", fixtures.post)).items;
    expect(entry?.type).toEqual(["h-entry"]);
    expect(entry?.properties).toMatchObject({
      name: [fixtures.post.title],
      summary: [fixtures.post.description],
      published: ["2024-12-16T09:30:00Z"],
      updated: ["2025-01-03T09:30:00Z"],
      url: [`${base}/posts/fore-edge/`],
      category: ["paper", "typography", "C#"],
      author: [
        { type: ["h-card"], properties: { name: ["Ada Quill"], url: [`${base}/authors/ada-quill/`] } },
        { type: ["h-card"], properties: { name: ["Ben Vellum"] } },
      ],
    });
  });

  it("keep the text of a post as it is", () => {
    const [entry] = parse(render("post", fixtures.japanesePost)).items;
    expect(entry?.properties["content"]?.[0]).toHaveProperty("html", fixtures.japanesePost.html.trim());
  });

  it("of a list are a feed with its posts", () => {
    const [feed] = parse(render("list", fixtures.home)).items;
    expect(feed?.type).toEqual(["h-feed"]);
    expect(feed?.properties).toMatchObject({ name: [fixtures.site.title] });
    expect(feed?.children?.map(({ properties }) => properties["url"])).toEqual(
      fixtures.home.posts.map(({ path }) => [base + path]),
    );
  });

  it("of a post name a picture of its own, and no card", () => {
    const featured = (image: Image): unknown =>
      parse(render("post", { ...fixtures.post, image })).items[0]?.properties["featured"];
    expect(featured({ src: "/pictures/a.jpg", own: true })).toEqual([`${base}/pictures/a.jpg`]);
    expect(featured({ src: "https://pictures.example/a.jpg", own: true })).toEqual(["https://pictures.example/a.jpg"]);
    expect(featured({ src: "/cards/a.png" })).toBeUndefined();
  });

  it("of the home page have the card of its owner, with picture, note and the address of the site", () => {
    const authorOf = (html: string): unknown => parse(html).items[0]?.properties["author"]?.[0];
    const [{ name, bio } = { name: "", bio: "" }] = fixtures.site.authors;
    const photo = `${base}/pictures/ada-480.jpg`;
    const all = { name: [name], note: [bio], photo: [photo], uid: [`${base}/`] };
    expect(authorOf(render("list", fixtures.home))).toMatchObject({
      type: ["h-card"],
      properties: { ...all, url: [`${base}/authors/ada-quill/`, `${base}/`] },
    });
    const { author: _, ...before } = fixtures.home;
    expect(authorOf(render("list", before))).toMatchObject({ properties: { ...all, url: [`${base}/`] } });
    expect(authorOf(render("list", fixtures.numberedHome))).toBeUndefined();
    const plain = { ...frame, site: { ...fixtures.site, authors: [{ name, links: [] }] } };
    expect(authorOf(render("list", fixtures.home, plain))).toBeUndefined();
  });

  it("of an author are a card with a note, and links that are theirs", () => {
    const parsed = parse(render("list", fixtures.authorList));
    expect(parsed.items[0]?.properties["author"]?.[0]).toMatchObject({
      type: ["h-card"],
      properties: {
        name: ["Ada Quill"],
        note: [fixtures.site.authors[0]?.bio],
        photo: [`${base}/pictures/ada-480.jpg`],
      },
    });
    expect(parsed.rels["me"]).toEqual(["https://social.example/@ada", "https://code.example/ada"]);
  });
});
