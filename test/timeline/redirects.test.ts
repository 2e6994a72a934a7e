import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Cache } from "../../scripts/store/cache.ts";
import { compileSite } from "../../scripts/build/compile-site.ts";
import { ContentError, type Problem } from "../../scripts/base/problems.ts";
import type { Moment } from "../../src/content/date.ts";
import { blocksOf } from "../whole/docs/blocks.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { compile } from "../compiled-site.ts";

const folder = temporaryFolder();
let sites = 0;

const now = Date.UTC(2026, 0, 1) / 1000;
const day = 86_400;
const posts = {
  "posts/hello.md": post("Hello", "2024-01-01", { tags: "rust", aliases: "/old/hello/" }),
  "pages/about.md": "---\ntitle: About\n---\nMe\n",
};
const settings = (...redirects: readonly string[]): string =>
  ["url: https://blog.example", "redirects:", ...redirects.map((line) => `  ${line}`), "cards: false", ""].join("\n");
const site = (redirects: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  compile(join(folder, `site-${++sites}`), { "site.yaml": settings(...redirects), ...posts, ...more }, { now });

describe("a redirect of the settings", () => {
  it("is as docs/settings.md and docs/moving-in.md show it", async () => {
    const examples = ["docs/settings.md", "docs/moving-in.md"]
      .flatMap((document) => blocksOf(document))
      .filter(({ text }) => text.startsWith("redirects:\n"));
    expect(examples).toHaveLength(2);
    for (const { text } of examples) {
      const { site: built } = await site([], { "site.yaml": `url: https://blog.example\ncards: false\n${text}\n` });
      expect([built.content.redirects.length, built.warnings]).toEqual([4, []]);
    }
  });

  it.each([
    ["/post/: /archive/", "/post/", "/archive/"],
    ["/post: /archive", "/post/", "/archive/"],
    ["post/: /archive/index.html", "/post/", "/archive/"],
    ["/category/日本/: /tags/rust/", "/category/%E6%97%A5%E6%9C%AC/", "/tags/rust/"],
    ["/category/%e6%97%a5/: /tags/rust", "/category/%E6%97%A5/", "/tags/rust/"],
    ["2020: /archive/", "/2020/", "/archive/"],
    ["/blog/index.xml: /rss.xml", "/blog/index.xml", "/rss.xml"],
    ["/cv/: /about/#work", "/cv/", "/about/#work"],
    ["/talk/: https://example.org", "/talk/", "https://example.org/"],
    ["/talk/: https://example.org/Talk?a=ü#b", "/talk/", "https://example.org/Talk?a=%C3%BC#b"],
    ["/me/: https://blog.example/about", "/me/", "/about/"],
    ["/manual/: /files/Manual", "/manual/", "/files/Manual"],
    ["/demo/: /files/index.html", "/demo/", "/files/index.html"],
    ["/old-icon.ico: /favicon.ico", "/old-icon.ico", "/favicon.ico"],
  ])("%s leads from %s to %s", async (line, from, to) => {
    const statics = { "static/files/Manual": "text", "static/files/index.html": "<p>" };
    const { target, site: built } = await site([line], statics);
    expect(target(from)).toEqual({ kind: "redirect", to });
    expect(built.warnings).toEqual([]);
  });

  it("to a post that has expired is gone as the post is, without a warning", async () => {
    const { target, site: built } = await site(["/a/: /posts/past/"], {
      "posts/past.md": post("Past", "2024-01-01", { expires: "2025-01-01" }),
    });
    expect([target("/a/"), built.warnings]).toEqual([{ kind: "gone" }, []]);
  });

  it("takes the place of one that every site has", async () => {
    const { target } = await site(["/feed/: /atom.xml"]);
    expect([target("/feed/"), target("/feed.xml")]).toEqual([
      { kind: "redirect", to: "/atom.xml" },
      { kind: "redirect", to: "/rss.xml" },
    ]);
  });

  it("lasts as long as what it leads to, so that nothing reveals posts to come", async () => {
    const [from, to] = [now + day, now + 2 * day].map((moment) => new Date(moment * 1000).toISOString());
    const { target, release } = await site(["/soon/: /posts/brief/", "/topic/: /tags/late/"], {
      "posts/brief.md": post("Brief", from ?? "", { expires: to ?? "", tags: "late" }),
    });
    const kinds = (path: string) => [now, now + day, now + 2 * day].map((at: Moment) => target(path, at)?.kind);
    expect(kinds("/soon/")).toEqual([undefined, "redirect", "gone"]);
    expect(kinds("/topic/")).toEqual([undefined, "redirect", undefined]);
    expect(release.route("/soon/", now)).toEqual(release.route("/never/", now));
  });

  it("that comes before another one lasts as long as what both lead to", async () => {
    const { target } = await site(["/a/: /b/", "/b/: /posts/soon/"], {
      "posts/soon.md": post("Soon", new Date((now + day) * 1000).toISOString()),
    });
    expect(["/a/", "/b/"].map((path) => target(path, now))).toEqual([undefined, undefined]);
    expect(["/a/", "/b/"].map((path) => target(path, now + day)?.kind)).toEqual(["redirect", "redirect"]);
  });

  it("reveals nothing about drafts, nor, in an export, about posts to come", async () => {
    const more = {
      "posts/secret.md": post("Secret", "2024-01-01", { draft: "true" }),
      "posts/soon.md": post("Soon", new Date((now + day) * 1000).toISOString()),
    };
    const lines = ["/a/: /posts/secret/", "/b/: /posts/soon/", "/c/: /nowhere/"];
    const files = { "site.yaml": settings(...lines), ...posts, ...more };
    const { site: built } = await compile(join(folder, `site-${++sites}`), files, { now, until: now });
    expect(["/a/", "/b/", "/c/"].filter((path) => built.timeline.paths.has(path))).toEqual([]);
  });

  it("to what has expired already answers that it is gone, without a warning", async () => {
    const { target, site: built } = await site(["/a/: /posts/old/"], {
      "posts/old.md": post("Old", "2024-01-01", { expires: "2025-01-01" }),
    });
    expect([target("/a/")?.kind, built.warnings]).toEqual(["gone", []]);
  });

  it("writes no blob and leaves every validator as it is", async () => {
    const build = async (redirects: readonly string[]) => {
      const root = write(join(folder, `stable-${++sites}`), { ...posts, "site.yaml": settings(...redirects) });
      const options = { root, assets: join(root, ".assets"), cache: new Cache(join(folder, "cache")), now };
      const { release, timeline, blobs } = await compileSite(options);
      return { header: headerOf(release), paths: Object.fromEntries(timeline.paths), blobs: [...blobs.sizes.keys()] };
    };
    const before = await build([]);
    const after = await build(["/post/: /archive/", "/talk/: https://example.org/"]);
    const { "/post/": one, "/talk/": other, ...paths } = after.paths;
    expect([one, other].map((entries) => entries?.length)).toEqual([1, 1]);
    expect({ ...after, paths }).toEqual(before);
  });
});

const headerOf = (release: Uint8Array): string => {
  const length = new DataView(release.buffer).getUint32(12, true);
  return new TextDecoder().decode(release.subarray(24, 24 + length));
};

describe("mistakes in redirects", () => {
  const problemsOf = async (
    lines: readonly string[],
    more: Readonly<Record<string, string>> = {},
  ): Promise<readonly Problem[]> => {
    try {
      return (await site(lines, more)).site.warnings;
    } catch (error) {
      if (error instanceof ContentError) return error.problems;
      throw error;
    }
  };
  const show = ({ file, line, column, severity, message }: Problem): string =>
    `${file.slice(file.lastIndexOf("/") + 1)}:${line}:${column} ${severity} ${message}`;

  it.each([
    [
      "/blog/*: /archive/",
      '3:3 error redirects has "/blog/*", expected an old path of this site such as /category/rust/, one line for each path, since there are no wildcards',
    ],
    [
      "/blog/:slug/: /archive/",
      '3:3 error redirects has "/blog/:slug/", expected an old path of this site such as /category/rust/, one line for each path, since there are no wildcards',
    ],
    ["/?p=1: /archive/", '3:3 error redirects has "/?p=1", expected an old path of this site such as /category/rust/'],
    ["/%ff/: /archive/", '3:3 error redirects has "/%ff/", expected an old path of this site such as /category/rust/'],
    [
      "/%2e%2E/a/: /b/",
      '3:3 error redirects has "/%2e%2E/a/", expected an old path of this site such as /category/rust/',
    ],
    ["null: /archive/", '3:3 error redirects has "", expected an old path of this site such as /category/rust/'],
    ["true: 5", '3:9 error true is "5", expected a path such as /archive/ or a URL'],
    ["/a/: archive", '3:8 error /a/ is "archive", expected a path such as /archive/ or a URL'],
    ["/a/: //example.org/", '3:8 error /a/ is "//example.org/", expected a path such as /archive/ or a URL'],
    ["/a/: [/b/]", '3:8 error /a/ is ["/b/"], expected a path such as /archive/ or a URL'],
    ["/a/: javascript:alert(1)", '3:8 error /a/ is "javascript:alert(1)", expected a path such as /archive/ or a URL'],
    ["/a/: /%ff/", '3:8 error /a/ is "/%ff/", expected a path such as /archive/ or a URL, with escapes that are UTF-8'],
    ["/a/: ''", "3:8 error /a/ is empty, expected a path such as /archive/ or a URL"],
    [
      "- /a/",
      '3:3 error redirects is ["/a/"], expected old paths, each with a path such as /archive/ or a URL, such as /post/: /archive/',
    ],
    ["/a/: /archvie/", '3:8 warning redirect to "/archvie/" leads nowhere, did you mean /archive/?'],
    ["/abcdef/: /abcdefg/", '3:13 warning redirect to "/abcdefg/" leads nowhere, expected a path of this site'],
    ["/a/: /old/hello", '3:8 warning redirect to "/old/hello/" leads to an old address, write /posts/hello/'],
    ["/a/: /posts/later/", '3:8 warning redirect to "/posts/later/" leads nowhere, expected a path of this site'],
    ["/a/: /a", '3:8 error redirect to "/a/" leads in a circle, expected a path that no redirect leads away from'],
    [
      "/old/hello: /archive/",
      "3:3 error path /old/hello/ is wanted by posts/hello.md and by the redirect from /old/hello in site.yaml, expected a path for each",
    ],
    [
      "/posts/hello.md: /archive/",
      "3:3 error path /posts/hello.md is wanted by posts/hello.md and by the redirect from /posts/hello.md in site.yaml, expected a path for each",
    ],
    [
      "/tags/rust/: /archive/",
      "3:3 error path /tags/rust/ is wanted by the list of the tag rust and by the redirect from /tags/rust/ in site.yaml, expected a path for each",
    ],
    [
      "/taken.txt: /archive/",
      "3:3 error path /taken.txt is wanted by static/taken.txt and by the redirect from /taken.txt in site.yaml, expected a path for each",
    ],
    [
      "/favicon.ico: /archive/",
      "3:3 error path /favicon.ico is wanted by an icon of the site and by the redirect from /favicon.ico in site.yaml, expected a path for each",
    ],
    [
      "/tags/soon/: /archive/",
      "3:3 error path /tags/soon/ is wanted by the redirect from /tags/soon/ in site.yaml and by the list of the tag soon, expected a path for each",
    ],
  ])("%s is reported", async (line, expected) => {
    const more = {
      "static/taken.txt": "text",
      "posts/soon.md": post("Soon", "2026-02-01", { tags: "soon" }),
    };
    expect((await problemsOf([line], more)).map(show)).toEqual([`site.yaml:${expected}`]);
  });

  it("are reported all at once, circles and chains at each of their parts", async () => {
    const found = await problemsOf(["/a/: /b/", "/b/: /a/", "/c/: /d/", "/d/: /archive/", "/d: /about/"]);
    expect(found.map(show)).toEqual([
      "site.yaml:7:3 error path /d/ is wanted by the redirect from /d/ in site.yaml and by the redirect from /d in site.yaml, expected a path for each",
      'site.yaml:3:8 error redirect to "/b/" leads in a circle, expected a path that no redirect leads away from',
      'site.yaml:4:8 error redirect to "/a/" leads in a circle, expected a path that no redirect leads away from',
      'site.yaml:5:8 warning redirect to "/d/" leads to an old address, write /archive/',
    ]);
  });
});
