import { describe, expect, it } from "vitest";
import { readMarkdown } from "../../../scripts/import/plain/markdown-folder.ts";
import { bodyOf, move, page } from "../old-site.ts";

describe("an Eleventy site", () => {
  const old = {
    "eleventy.config.js":
      'export default (config) => {\n  config.addPlugin(feed, { outputPath: "/feed/feed.xml" });\n  return { dir: { input: "src" } };\n};\n',
    "src/_data/metadata.js": 'export default {\n\ttitle: "Weir",\n\turl: "https://weir.example/",\n};\n',
    "src/blog/blog.json":
      '{ "tags": ["posts"], "permalink": "/journal/{{ page.fileSlug }}/", "author": "Ada Quill" }\n',
    "src/blog/2020-01-02-hello.md":
      "---\ntags: [otters]\neleventyNavigation:\n  key: Hello there\n---\n![An otter](/blog/otter.png) {{ '/about/' | url }}\n",
    "src/blog/2020-01-03-titled.md": page({
      newstitle: "A title of its own",
      permalink: "/by/{{ newstitle | slugify }}/",
    }),
    "src/blog/otter.png": "",
    "src/blog/index.njk": "---\n---\n",
    "src/about/about.md": page({ title: "About" }),
    "src/notes.11tydata.js": "export default () => ({});\n",
    "src/notes.md": page({ title: "Notes" }, "[hello](/blog/2020-01-02-hello.md)\n"),
  };

  it("takes addresses, authors and titles from its data", () => {
    const moved = move(readMarkdown, old);
    expect(moved.aliasesOf("posts/2020-01-02-hello.md")).toEqual(["/journal/hello/"]);
    expect(moved.texts["posts/2020-01-02-hello.md"]).toContain("title: Hello there\n");
    expect(moved.texts["posts/2020-01-02-hello.md"]).toContain("author: Ada Quill\ntags:\n  - otters\n");
    expect(moved.texts["posts/2020-01-03-titled.md"]).toContain("title: A title of its own\n");
    expect(moved.aliasesOf("posts/2020-01-03-titled.md")).toEqual(["/by/a-title-of-its-own/"]);
    expect(moved.notes).toContain("src/notes.11tydata.js computes its data, which was not read");
  });

  it("takes title and address of the site from there too, and keeps its lists and feeds", () => {
    expect(move(readMarkdown, old).site).toMatchObject({
      title: "Weir",
      url: "https://weir.example",
      redirects: { "/blog/": "/archive/", "/feed/feed.xml": "/rss.xml" },
    });
  });

  it("has pictures beside its posts, which stay at their address", () => {
    const { texts, files } = move(readMarkdown, old);
    expect(bodyOf(texts["posts/2020-01-02-hello.md"])).toBe("![An otter](/blog/otter.png) /about/");
    expect(files).toContain("static/blog/otter.png");
  });

  it("may be given in part, with pictures that are named from its root", () => {
    const { files } = move(
      readMarkdown,
      {
        "2020-01-02-hello.md": "![An otter](/blog/otter.png)\n",
        "otter.png": "",
      },
      {},
      "blog",
    );
    expect(files).toContain("static/blog/otter.png");
  });

  it.each(["eleventy --quiet", "npx @11ty/eleventy --config=build/own.js", "npx eleventy --input=src --serve"])(
    "is known by the script that builds it: %s",
    (script) => {
      const folder = script.includes("src") ? "src/" : "";
      const { texts, aliasesOf } = move(readMarkdown, {
        "package.json": JSON.stringify({ scripts: { build: script } }),
        "build/own.js": "",
        [`${folder}a.md`]: page({ title: "A", date: "2020-01-02" }, "{% raw %}{{ a }}{% endraw %}\n"),
      });
      expect(bodyOf(texts["posts/a.md"])).toBe("{{ a }}");
      expect(aliasesOf("posts/a.md")).toEqual(["/a/"]);
    },
  );

  it("takes a dated index for the text of its folder, with what is beside it", () => {
    const { files, aliasesOf } = move(readMarkdown, {
      "posts/weir/2024-03-05-index.md": page({ title: "Weir" }, "![](weir.png)\n"),
      "posts/weir/weir.png": "",
    });
    expect(files).toContain("posts/weir/weir.png");
    expect(aliasesOf("posts/weir/index.md")).toContain("/weir/");
  });

  it("takes about/about.md for about/index.md, and links that name files", () => {
    const { texts } = move(readMarkdown, old);
    expect(texts["pages/about.md"]).not.toContain("aliases");
    expect(bodyOf(texts["pages/notes.md"])).toBe("[hello](/posts/hello/)");
  });
});

describe("programs in MDX", () => {
  it("are left out, which the report says, since readers saw nothing of them", () => {
    const body = [
      'import A from "./a";',
      "",
      "# One",
      "",
      "import B from './b'; import C from './c';",
      "",
      "export const meta = {",
      "  a: [1],",
      "",
      "  b: 2,",
      "};",
      "",
      "import the kayak, we said.",
      "",
      "export const two = 2;",
      "",
      "```js",
      'import A from "./a";',
      "```",
      "",
    ].join("\n");
    const { texts, notes } = move(readMarkdown, { "a.mdx": page({ title: "A", date: "2020-01-02" }, body) });
    expect(bodyOf(texts["posts/a.md"]).replace(/\n+/g, "\n")).toBe(
      '# One\nimport the kayak, we said.\n```js\nimport A from "./a";\n```',
    );
    expect(notes).toContain("what it imported or exported as a program was left out");
  });
});

describe("components", () => {
  it.each(["<Video src='a.mp4' />", "<Client>\n\nText.\n\n</Client>", "<my-chart :data='x' />"])(
    "in Markdown are reported: %s",
    (html) => {
      const { notes } = move(readMarkdown, { "a.md": page({ title: "A", date: "2020-01-02" }, `${html}\n`) });
      const name = /[A-Za-z-]+/.exec(html)?.[0];
      expect(notes).toContain(`the component ${name} has no counterpart here and stays in the text`);
    },
  );

  it("are not elements of HTML, however they are written", () => {
    const { notes } = move(readMarkdown, {
      "a.md": page({ title: "A", date: "2020-01-02" }, "<DIV>x</DIV> <br> `<Video />`\n"),
    });
    expect(notes.filter((note) => note.includes("component"))).toEqual([]);
  });
});
