import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ContentError } from "../../scripts/base/problems.ts";
import { post, temporaryFolder } from "../folder.ts";
import { compile } from "../compiled-site.ts";

const folder = temporaryFolder();
let sites = 0;

async function hrefs(body: string, more: Readonly<Record<string, string>> = {}, file = "posts/here.md") {
  const { text, model, site } = await compile(join(folder, `site-${++sites}`), {
    "site.yaml": "url: https://blog.example\ncards: false\n",
    [file]: post("Here", "2024-01-01", {}, body),
    "posts/there.md": post("There", "2024-01-02"),
    "posts/caf\u0065\u0301.md": post("Coffee", "2024-01-01"), // as macOS may spell it
    "posts/2024-01-03-dated/index.md": post("Dated", "2024-01-03", { slug: "other-name" }),
    "pages/about.md": "---\ntitle: About\n---\nMe\n",
    ...more,
  });
  const html = String(model("/posts/here/")["html"]);
  const markdown = text("/posts/here.md") ?? "";
  return { html: [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url), markdown, site };
}

it("a link that HTML breaks leads where it would without the break", async () => {
  expect((await hrefs("<a href='/posts/\nthere/'>a</a>")).html[0]).toBe("/posts/there/");
});

describe("links between articles", () => {
  it.each([
    ["there.md", "/posts/there/"],
    ["./there.md#part", "/posts/there/#part"],
    ["here.md#part", "/posts/here/#part"],
    ["/posts/here/", "/posts/here/"],
    ["", ""],
    ["2024-01-03-dated/index.md", "/posts/other-name/"],
    ["../pages/about.md", "/about/"],
    ["caf\u00e9.md", "/posts/caf%C3%A9/"],
    ["caf\u0065\u0301.md", "/posts/caf%C3%A9/"],
    ["../there/", "/posts/there/"],
    ["../there", "/posts/there/"],
    ["/posts/there/?a=1&b=2#c", "/posts/there/?a=1&amp;b=2#c"],
    ["/posts/there", "/posts/there/"],
    ["#part", "#part"],
    ["https://example.org/a.md", "https://example.org/a.md"],
    ["//example.org/a", "//example.org/a"],
    ["mailto:me@example.org", "mailto:me@example.org"],
  ])("lead from [](%s) to %s", async (link, url) => {
    expect((await hrefs(`See [this](${link}).`)).html).toEqual([url]);
  });

  it("also stand in the author's own HTML, and in references", async () => {
    const { html } = await hrefs('A <a class="x" href="there.md">link</a> and [one more][ref].\n\n[ref]: there.md\n');
    expect(html).toEqual(["/posts/there/", "/posts/there/"]);
  });

  it("are absolute in the Markdown that the site serves", async () => {
    const { markdown } = await hrefs(
      "See [this](there.md), ![a picture](https://example.org/a.png) and [that](../pages/about.md).",
    );
    expect(markdown).toContain(
      "[this](https://blog.example/posts/there/), ![a picture](https://example.org/a.png) and [that](https://blog.example/about/)",
    );
  });

  it("are replaced at the URL, not at a label that looks like it", async () => {
    const { markdown } = await hrefs(
      "[there.md](there.md), [日本](日本語.md)[^1]\n\n## there.md\n\n[^1]: See [there](there.md).",
      {
        "posts/日本語.md": post("日本語", "2024-01-04"),
      },
    );
    expect(markdown).toContain(
      "[there.md](https://blog.example/posts/there/), [日本](https://blog.example/posts/%E6%97%A5%E6%9C%AC%E8%AA%9E/)[^1]",
    );
    expect(markdown).toContain("[^1]: See [there](https://blog.example/posts/there/).");
  });

  it.each([
    ['x <a class="a"\n   href="there.md">more</a> y', 'x <a class="a"\n   href="URL">more</a> y'],
    ["> - a [b\n>   c](there.md) [d](there.md)", "> - a [b\n>   c](URL) [d](URL)"],
    ["[a](there\\.md) <a href='there&#46;md'>b</a>", "[a](URL) <a href='URL'>b</a>"],
    ["[a](<there.md> \"](there.md)\") [b](there.md '\\'')", "[a](<URL> \"](there.md)\") [b](URL '\\'')"],
    ["[a]\n\n[a]: there\\.md\n[a]: there.md", "[a]\n\n[a]: URL\n[a]: URL"],
    ["[a] [b]\n\n  [a]: there.md 'x'\n   [b]:\n   there.md", "[a] [b]\n\n  [a]: URL 'x'\n   [b]:\n   URL"],
    ["A.\n\n> [a]:\n> there.md 'b'\n\n[^1]: [b](there.md)", "A.\n\n> [a]:\n> URL 'b'\n\n[^1]: [b](URL)"],
    ["a\r\n<a class='a'\r\nhref='there.md'>b</a> c", "a\n<a class='a'\nhref='URL'>b</a> c"],
  ])("are exchanged however they are written: %j", async (body, expected) => {
    const { markdown } = await hrefs(body);
    expect(markdown).toContain(expected.replaceAll("URL", "https://blog.example/posts/there/"));
  });

  it("are errors where the Markdown would reveal a post to come", async () => {
    const error: unknown = await hrefs("| a |\n|---|\n| [b](there.md?c\\|d) |").catch((reason: unknown) => reason);
    if (!(error instanceof ContentError)) throw new Error("no error was reported");
    const message = expect.stringContaining('link "there.md?c%7Cd" is written in a way that can\'t be found again');
    expect(error.problems).toMatchObject([{ severity: "error", line: 6, message }]);
  });

  it("publish a file beside the post", async () => {
    const { html, site } = await hrefs("[Paper](paper.pdf)", { "posts/here/paper.pdf": "%PDF" }, "posts/here/index.md");
    expect(html).toEqual(["/posts/here/paper.pdf"]);
    expect(site.files.get("/posts/here/paper.pdf")).toBe("posts/here/paper.pdf");
  });

  it("are errors if their file is missing, with the nearest one suggested", async () => {
    const error: unknown = await hrefs("Some words,\nand [this](theer.md) [that](ME.md).", {
      "posts/me.md": post("Me", "2024-01-04"),
    }).catch((reason: unknown) => reason);
    if (!(error instanceof ContentError)) throw new Error("no error was reported");
    expect(error.problems).toMatchObject([
      { severity: "error", line: 7, column: 5, message: expect.stringContaining("did you mean posts/there.md?") },
      { severity: "error", line: 7, column: 22, message: expect.stringContaining("did you mean posts/me.md?") },
    ]);
  });

  it.each([
    ["[a](file:///home/me/a.pdf)", 'link "file:///home/me/a.pdf" leads to a file of one machine'],
    ["[a](C:\\Users\\me\\a.pdf)", 'link "C:%5CUsers%5Cme%5Ca.pdf" leads to a file of one machine'],
    [
      "[a](www.example.com/b)",
      'link "www.example.com/b" leads to a path of this site, write https://www.example.com/b',
    ],
  ])("stay as they are, with a warning, where readers can't follow them: %s", async (body, message) => {
    const { html, site } = await hrefs(body);
    expect(html).toEqual([/"(.*?)"/.exec(message)?.[1]]);
    expect(site.warnings).toMatchObject([{ severity: "warning", message: expect.stringContaining(message) }]);
  });

  it("are errors where they are pictures of one machine", async () => {
    const error: unknown = await hrefs("![a](file:///home/me/a.png)").catch((reason: unknown) => reason);
    if (!(error instanceof ContentError)) throw new Error("no error was reported");
    const message = expect.stringContaining('picture "file:///home/me/a.png" is a file of one machine');
    expect(error.problems).toMatchObject([{ severity: "error", message }]);
  });

  it("do not suggest a file with a quite different name", async () => {
    const error: unknown = await hrefs("[This](nope.md).").catch((reason: unknown) => reason);
    if (!(error instanceof ContentError)) throw new Error("no error was reported");
    expect(error.problems).toMatchObject([{ message: expect.stringContaining("expected the file of a post or page") }]);
  });

  it("have no address, and cause a warning, if the other is a draft", async () => {
    const { html, site } = await hrefs("[soon](soon.md)", {
      "posts/soon.md": post("Soon", "2024-01-01", { draft: "true" }),
    });
    expect(html).toEqual([""]);
    expect(site.warnings).toMatchObject([{ severity: "warning", message: expect.stringContaining("draft") }]);
  });

  it.each([
    "/posts/soon/",
    "../soon/",
    "/posts/soon.md",
    "/once/soon.html",
    "https://blog.example/posts/soon/",
    "http://blog.example/posts/soon/",
  ])("lead nowhere, with a warning, when %s is the address of a draft", async (link) => {
    const body = `[a](${link}) <a href="${link}">b</a> <video src="${link}"></video>`;
    const { html, markdown, site } = await hrefs(body, {
      "posts/soon.md": post("Soon", "2024-01-01", { draft: "true", aliases: "/once/soon.html" }),
    });
    expect(html).toEqual(["", "", ""]);
    expect(markdown).not.toContain("soon");
    expect(site.warnings).toHaveLength(3);
    expect(site.warnings).toMatchObject([{ line: 6, column: 1, message: expect.stringContaining("draft") }, {}, {}]);
  });

  it("lead to what is published where a draft has the same address", async () => {
    const { html, site } = await hrefs("[a](/posts/there/) [b](/about/)", {
      "posts/soon.md": post("Soon", "2024-01-01", { draft: "true", slug: "there", aliases: "/about/" }),
    });
    expect(html).toEqual(["/posts/there/", "/about/"]);
    expect(site.warnings).toEqual([]);
  });

  it("look the same to a draft and to a coming post", async () => {
    const [draft, coming] = [
      await hrefs("See [this](soon.md).", { "posts/soon.md": post("Soon", "2024-01-01", { draft: "true" }) }),
      await hrefs("See [this](soon.md).", { "posts/soon.md": post("Soon", "2099-01-01") }),
    ];
    expect(draft.html).toEqual(coming.html);
    expect(draft.markdown).toBe(coming.markdown);
  });
});

it("says that the address of a picture from elsewhere is not a URL, in the text and in front matter", async () => {
  const built = compile(join(folder, "picture"), {
    "posts/a.md": post("A", "2024-01-01", { image: "https://[" }, "![b](//a:b/) ![c](//example.org/c.png)"),
  });
  const cure = "is not a URL, expected one such as https://example.com/a.png";
  await expect(built).rejects.toMatchObject({
    problems: [
      { severity: "error", line: 7, column: 1, message: `picture "//a:b/" ${cure}` },
      { severity: "error", line: 4, column: 8, message: `picture "https://[" ${cure}` },
    ],
  });
});
