import { describe, expect, it } from "vitest";
import type { SearchModel } from "../../../src/search/found.ts";
import type { Site } from "../../../src/content/site.ts";
import { renderApology, renderSearch } from "../../../src/views/render.ts";
import * as fixtures from "../../fixtures/views/models.ts";
import { Dom, frame, render } from "../pages.ts";

const show = (model: SearchModel): Dom => new Dom(renderSearch(model, frame));
const around = (search: Site["search"]) => ({ ...frame, site: { ...fixtures.site, search } });
const counts = (dom: Dom): string | undefined => dom.all("p", { class: "meta" })[0]?.text.replaceAll("\u00a0", " ");
const field = (html: string) => new Dom(html).all("input", { name: "q" })[0]?.attributes;

describe("a page of results", () => {
  const dom = show(fixtures.search);

  it("has a form with a label, the query in it, and a button", () => {
    expect(dom.all("form")[0]?.attributes).toEqual({ action: "/search/" });
    expect(dom.all("label", { for: "page:query" })[0]?.text).toBe("Search all posts and pages");
    expect(dom.all("input", { id: "page:query", type: "search", name: "q" })[0]?.attributes).toMatchObject({
      value: "thread & paper",
      maxlength: "200",
    });
    expect(dom.all("button")[0]?.text).toBe("Search");
  });

  it("says how many results there are, which page this is, how much was searched, and that no article has all words", () => {
    expect(counts(dom)).toBe("23 results · page 2 of 3 · Posts and pages searched: 43");
    expect(dom.all("p").map(({ text }) => text)).toContain(
      "No post or page has all of these words. These have some of them.",
    );
  });

  it("counts on from the page before, links titles, and marks what was found", () => {
    expect(dom.all("ol", { start: "11" })).toHaveLength(1);
    expect(dom.all("a", { class: "u-url" }).map(({ attributes, text }) => [attributes["href"], text])).toEqual([
      ["/posts/fore-edge/", "The <fore-edge>, and the paper of it"],
      ["/posts/hafa/", "حافة الكتاب"],
      ["/about/", "About paper"],
    ]);
    expect(dom.all("mark").map(({ text }) => text)).toEqual(["paper", "Thread", "paper"]);
    expect(dom.all("time").map(({ text }) => text)).toEqual(["16 December 2024", "1 March 2024"]);
  });

  it("says the language of titles and descriptions, and their direction", () => {
    expect(dom.all("h2", { lang: "ar", dir: "rtl" })).toHaveLength(1);
    expect(dom.all("p", { lang: "ar", dir: "rtl" })).toHaveLength(1);
  });

  it("leads to the pages before and after it", () => {
    const [before, after] = [dom.all("a", { rel: "prev" })[0], dom.all("a", { rel: "next" })[0]];
    expect(before?.attributes["href"]).toBe("/search/?q=thread+%26+paper");
    expect(after?.attributes["href"]).toBe("/search/?q=thread+%26+paper&page=3");
  });

  it("asks for near words where some are in no article", () => {
    expect(dom.all("p").some(({ text }) => text.startsWith("Did you mean"))).toBe(false);
    const said = show({ ...fixtures.search, found: { ...fixtures.search.found, near: ["thread & paper"] } }).all("p");
    expect(said.map(({ text }) => text)).toContain("Did you mean thread & paper?");
  });

  it("stays out of search engines, and is named after the query", () => {
    expect(dom.all("meta", { name: "robots", content: "noindex" })).toHaveLength(1);
    expect(dom.all("meta", { content: "index" }).map(({ attributes }) => attributes["name"])).toEqual([
      "archive.org_bot",
    ]);
    expect(dom.all("title")[0]?.text).toBe("Search: thread & paper · The Bindery");
  });

  it("says one result as people do, and no page where there is one", () => {
    expect(counts(show(fixtures.searchOne))).toBe("1 result · Posts and pages searched: 43");
  });
});

describe("a search that finds nothing", () => {
  const dom = show(fixtures.searchNothing);
  const said = dom.all("p").map(({ text }) => text);

  it("says so, and that the query was cut", () => {
    expect(said).toContain("Nothing was found for papre <and>.");
    expect(said).toContain("A search takes 8 words and 200 characters at most; the rest was left out.");
  });

  it("asks for near words, and shows the newest posts", () => {
    expect(said).toContain("Did you mean paper, papers <1>?");
    const near = dom.all("a").filter(({ attributes }) => attributes["href"]?.startsWith("/search/?q="));
    expect(near.map(({ attributes }) => attributes["href"])).toEqual(["/search/?q=paper", "/search/?q=papers+%3C1%3E"]);
    expect(dom.all("h2").map(({ text }) => text)).toEqual(["Newest posts"]);
  });
});

it("says that a page does not exist, and leads to the first", () => {
  const dom = show(fixtures.searchAstray);
  expect(dom.all("p").map(({ text }) => text)).toContain("There is no such page of results. To the first page");
  expect(dom.all("a", { href: "/search/?q=thread+%26+paper" })[0]?.text).toBe("To the first page");
  expect(dom.all("ol")).toEqual([]);
});

it("shows the form and the newest posts where nothing was asked for", () => {
  const dom = show(fixtures.searchEmpty);
  expect(dom.all("title")[0]?.text).toBe("Search · The Bindery");
  expect(dom.all("p", { class: "meta" })).toEqual([]);
  expect(dom.all("h2").map(({ text }) => text)).toEqual(["Newest posts"]);
});

describe("the field to search with", () => {
  it("stands on the archive and where no page is, with the words of the address, unless nobody can search", () => {
    for (const search of [true, "home", false] as const) {
      expect(field(render("archive", fixtures.archive, around(search)))?.["type"]).toBe(search ? "search" : undefined);
      for (const reason of ["notFound", "gone"] as const) {
        const page = renderApology(reason, around(search), undefined, 'some "old" slug');
        expect(field(page)?.["value"]).toBe(search === false ? undefined : 'some "old" slug');
      }
    }
  });

  it("is on the home page where the site says so, and on none of its older pages", () => {
    const homes = ([true, "home", false] as const).map((search) =>
      field(render("list", fixtures.home, around(search))),
    );
    expect(homes.map((each) => each !== undefined)).toEqual([false, true, false]);
    expect(field(render("list", fixtures.numberedHome, around("home")))).toBe(undefined);
  });

  it("is not on pages of a failure, which would fail as well", () => {
    expect(field(renderApology("failure", frame))).toBe(undefined);
  });

  it("leaves pages the lean stylesheet", () => {
    const style = { text: "<all>", lighter: { rich: { text: "<rich>" }, lean: { text: "<lean>" } } };
    const dressed = { ...around("home"), style };
    const withCode = { ...fixtures.home, html: "<pre>a</pre>" };
    const pages = [
      render("archive", fixtures.archive, dressed),
      renderSearch(fixtures.search, dressed),
      // The rich one has no rules for the field.
      render("list", withCode, dressed),
      render("list", withCode, { ...around(true), style }),
    ];
    expect(pages.map((page) => /<style>(.*)<\/style>/.exec(page)?.[1])).toEqual([
      "<lean>",
      "<lean>",
      "<all>",
      "<rich>",
    ]);
  });
});

it("tells browsers how to search the site, unless nobody can, and not on articles", () => {
  const links = [
    render("archive", fixtures.archive, around(true)),
    render("archive", fixtures.archive, around(false)),
    render("post", fixtures.post, around(true)),
  ].map((page) => new Dom(page).all("link", { rel: "search" }));
  expect(links.map((each) => each.map(({ attributes }) => attributes))).toEqual([
    [
      {
        rel: "search",
        type: "application/opensearchdescription+xml",
        title: "The Bindery",
        href: "/opensearch.xml",
      },
    ],
    [],
    [],
  ]);
});
