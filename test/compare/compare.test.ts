import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { askingBlog } from "../../scripts/compare/new-blog.ts";
import { comparePages } from "../../scripts/compare/pages.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { runBeside, runScript } from "../import/run.ts";

const now = Date.UTC(2026, 0, 1) / 1000;

describe("a blog that is asked without a server", () => {
  it("answers with pages, files and redirects, as the worker does", async () => {
    const folder = temporaryFolder();
    const root = write(join(folder, "content"), {
      "posts/a.md": post("A", "2024-01-01", { aliases: "[/old/a.html]" }),
      "posts/later.md": post("Later", "2030-01-01"),
      "static/x.txt": "x",
      "site.yaml": "redirects:\n  /x/: /tags/\n  /gone/: /old/a.html\n",
    });
    const answers = await askingBlog(root, join(folder, "cache"), now, (ask) =>
      Promise.all(
        [
          "/posts/a/",
          "/posts/a",
          "/posts/a/index.html",
          "/old/a.html",
          "/x.txt",
          "/rss.xml",
          "/posts/later/",
          "/none/",
        ].map(async (path) => {
          const { status, path: to, moved, kind } = await ask(path);
          return [path, status, to, moved, kind];
        }),
      ),
    );
    expect(answers).toEqual([
      ["/posts/a/", 200, "/posts/a/", 0, "post"],
      ["/posts/a", 200, "/posts/a/", 0, "post"],
      ["/posts/a/index.html", 200, "/posts/a/", 0, "post"],
      ["/old/a.html", 200, "/posts/a/", 1, "post"],
      ["/x.txt", 200, "/x.txt", 0, "file"],
      ["/rss.xml", 200, "/rss.xml", 0, "rss"],
      ["/posts/later/", 404, "/posts/later/", 0, "none"],
      ["/none/", 404, "/none/", 0, "none"],
    ]);
  });
});

/** A small Hugo site, and what Hugo makes of it. */
function oldSite(): { readonly folder: string; readonly source: string; readonly html: string } {
  const folder = temporaryFolder();
  const source = write(join(folder, "old"), {
    "hugo.toml": 'baseURL = "https://old.example/"\nlanguageCode = "en"\ntitle = "Rivers"\n',
    "content/posts/otter.md":
      '---\ntitle: The otter\ndate: 2024-03-05\n---\n\nWe saw it.\n\n## Below\n\n{{< tide at="dusk" >}}\n',
  });
  const page = (title: string, body: string): string =>
    `<!doctype html><html lang="en"><head><meta property="article:published_time" content="2024-03-05T00:00:00Z"></head><body><article><h1>${title}</h1>${body}</article></body></html>`;
  const html = write(join(folder, "public"), {
    "posts/otter/index.html": page("The otter", '<p>We saw it.</p><h2 id="below">Below</h2><p>High water</p>'),
    "posts/index.html": page("Posts", "The otter"),
    "never/index.html": page("Never", "Moved in"),
  });
  return { folder, source, html };
}

describe("a page", () => {
  it("has no other day because it was changed", async () => {
    const folder = temporaryFolder();
    const root = write(join(folder, "content"), {
      "posts/a.md": post("A", "2024-01-01"),
      "pages/about.md": "---\ntitle: About\nupdated: 2024-02-02\n---\n\nUs.\n",
    });
    const html = '<meta property="article:published_time" content="2020-03-05"><article>Us.</article>';
    const found = await askingBlog(root, join(folder, "cache"), now, (ask, timezone) =>
      comparePages(
        ["/about/", "/posts/a/"].map((path) => ({ path, html })),
        ask,
        timezone,
        new Set(),
      ),
    );
    expect(found.map(({ to, date }) => [to, date?.[0]])).toEqual([
      ["/about/", undefined],
      ["/posts/a/", "2020-03-05"],
    ]);
  });
});

describe("npm run compare", () => {
  it("names what is lost, page by page, and exits with 1", () => {
    const { folder, source, html } = oldSite();
    const { stdout, stderr, status } = runScript(
      "compare",
      "hugo",
      source,
      "--old",
      html,
      "--cache",
      join(folder, "cache"),
    );
    expect(stderr).toBe("");
    expect(stdout).toBe(
      `${[
        "Addresses",
        "  2 of 3 old addresses answer: 1 at once, 1 by a redirect",
        "  /never/ answers 404",
        "Pages",
        "  1 article compared, 75 % of 8 words are there",
        "  100 % but for 1 page where the import's report says what is missing",
        "  headings, code, tables, lists, pictures, anchors, dates and languages are the same",
        "Words lost on 1 page, as the import's report says",
        "  /posts/otter/ 2 of 8: high water",
      ].join("\n")}\n`,
    );
    expect(status).toBe(1);
  });

  it("prints JSON, of content that is there already", () => {
    const { folder, source, html } = oldSite();
    const content = join(folder, "content");
    runScript("import", "hugo", source, "--out", content);
    const { stdout } = runScript(
      "compare",
      "hugo",
      source,
      "--old",
      html,
      "--content",
      content,
      "--json",
      "--cache",
      join(folder, "cache"),
    );
    expect(JSON.parse(stdout)).toMatchObject({
      addresses: { asked: 3, kept: 1, moved: 1, dead: [{ path: "/never/", status: 404 }] },
      pages: [
        { path: "/posts/otter/", to: "/posts/otter/", words: 8, lost: ["high", "water"], headings: [], anchors: [] },
      ],
    });
  });

  it("compares with the source's own texts where the old pages are not at hand", () => {
    const { folder, source } = oldSite();
    const { stdout, status } = runScript("compare", "hugo", source, "--cache", join(folder, "cache"));
    expect(stdout).toContain("1 of 1 old address answer: 1 at once, 0 by a redirect");
    expect(stdout).toContain("1 article compared, 100 % of");
    expect(status).toBe(0);
  });

  it("refuses an element that no old page has", () => {
    const { folder, source, html } = oldSite();
    const { stderr, status } = runScript(
      "compare",
      "hugo",
      source,
      "--old",
      html,
      "--within",
      ".none",
      "--cache",
      join(folder, "cache"),
    );
    expect(stderr).toBe(
      'error no old page has ".none", expected the class, #id or name of the element with the article\n',
    );
    expect(status).toBe(1);
  });

  it("does not take empty pages for a success", () => {
    const { folder, source } = oldSite();
    const empty = write(join(folder, "empty"), { "posts/otter/index.html": "" });
    const { stderr, status } = runScript("compare", "hugo", source, "--old", empty, "--cache", join(folder, "cache"));
    expect(stderr).toBe(`error the old pages have no words; see whether ${empty} was built as it should be\n`);
    expect(status).toBe(1);
  });

  it("leaves nothing behind that it imported", () => {
    const { folder, source } = oldSite();
    runScript("compare", "hugo", source, "--cache", join(folder, "cache"));
    expect(existsSync(join(folder, "content"))).toBe(false);
  });
});

describe("an import", () => {
  it("asks the new blog for the addresses of the old site's sitemap", async () => {
    const { folder, source } = oldSite();
    const server = createServer(({ url }, response) => {
      const answer =
        url === "/sitemap.xml"
          ? "<urlset><url><loc>https://old.example/posts/otter/</loc></url><url><loc>https://old.example/never/</loc></url></urlset>"
          : undefined;
      response.writeHead(answer === undefined ? 404 : 200).end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { stdout, status } = await runBeside(
      "import",
      "hugo",
      source,
      "--out",
      join(folder, "out"),
      "--url",
      url,
      "--cache",
      join(folder, "cache"),
    );
    server.close();
    expect(stdout).toContain("Old addresses\n");
    expect(stdout).toContain(`1 of 2 old addresses answer: 1 at once, 0 by a redirect (from ${url}/sitemap.xml)\n`);
    expect(stdout).toContain("/*/ answers 404: /never/\n");
    expect(status).toBe(1);
  });

  it("asks for those of a file, and exits with 0 if all answer", () => {
    const { folder, source } = oldSite();
    write(folder, { "list.txt": "https://old.example/posts/otter/\n" });
    const { stdout, status } = runScript(
      "import",
      "hugo",
      source,
      "--out",
      join(folder, "out"),
      "--compare",
      join(folder, "list.txt"),
      "--cache",
      join(folder, "cache"),
    );
    expect(stdout).toContain("1 of 1 old address answer: 1 at once, 0 by a redirect");
    expect(status).toBe(0);
  });

  it("says so where there is no sitemap, which is an error only if one was asked for", () => {
    const { folder, source } = oldSite();
    const given = ["hugo", source, "--out", join(folder, "out"), "--cache", join(folder, "cache")];
    const quiet = runScript("import", ...given, "--url", "http://127.0.0.1:65535");
    expect(quiet.stdout).toContain("not compared: http://127.0.0.1:65535/sitemap.xml can't be fetched (ECONNREFUSED)");
    expect(quiet.status).toBe(0);
    expect(runScript("import", ...given, "--compare", "http://127.0.0.1:65535").status).toBe(1);
    expect(runScript("import", ...given, "--url", "http://127.0.0.1:65535", "--no-compare").stdout).not.toContain(
      "Old addresses",
    );
  });
});
