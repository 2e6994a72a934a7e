import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ContentError } from "../../scripts/base/problems.ts";
import { post, temporaryFolder } from "../folder.ts";
import { compile } from "../compiled-site.ts";

const folder = temporaryFolder();
let sites = 0;

async function hrefs(body: string, more: Readonly<Record<string, string>> = {}, file = "posts/here.md") {
  const { text, model, site } = await compile(join(folder, `site-${++sites}`), {
    "site.yaml": "url: https://blog.example\n",
    [file]: post("Here", "2024-01-01", {}, body),
    "posts/there.md": post("There", "2024-01-02"),
    "posts/2024-01-03-dated/index.md": post("Dated", "2024-01-03", { slug: "other-name" }),
    "pages/about.md": "---\ntitle: About\n---\nMe\n",
    ...more,
  });
  const html = String(model("/posts/here/")["html"]);
  const markdown = text("/posts/here.md") ?? "";
  return { html: [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url), markdown, site };
}

describe("links between articles", () => {
  it.each([
    ["there.md", "/posts/there/"],
    ["./there.md#part", "/posts/there/#part"],
    ["2024-01-03-dated/index.md", "/posts/other-name/"],
    ["../pages/about.md", "/about/"],
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

  it("look the same to a draft and to a coming post", async () => {
    const [draft, coming] = [
      await hrefs("See [this](soon.md).", { "posts/soon.md": post("Soon", "2024-01-01", { draft: "true" }) }),
      await hrefs("See [this](soon.md).", { "posts/soon.md": post("Soon", "2099-01-01") }),
    ];
    expect(draft.html).toEqual(coming.html);
    expect(draft.markdown).toBe(coming.markdown);
  });
});
