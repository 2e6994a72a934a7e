import { describe, expect, it } from "vitest";
import { readJekyll } from "../../../scripts/import/jekyll/jekyll.ts";
import { bodyOf, move, page } from "../old-site.ts";

const post = page({ title: "A" });
const named = (body: string, config = "title: Weir\n", more: Readonly<Record<string, string>> = {}) =>
  move(readJekyll, { "_config.yml": config, "_posts/2020-01-02-a.md": page({ title: "A" }, body), ...more });
const textOf = (body: string, config?: string, more?: Readonly<Record<string, string>>): string =>
  bodyOf(named(body, config, more).texts["posts/2020-01-02-a.md"]);

describe("an address of Jekyll", () => {
  it("follows the permalink of the collection of posts", () => {
    const moved = named("Text.\n", 'collections:\n  posts:\n    output: true\n    permalink: "/news/:year/:title/"\n');
    expect(moved.aliasesOf("posts/2020-01-02-a.md")).toEqual(["/news/2020/a/"]);
  });

  // As Jekyll 4.3.4 writes them.
  it.each([
    ["2020-01-02-hello-.md", "/2020/01/02/hello/"],
    ["2020-01-02-Rails-3-2-10--3-1-9--.md", "/2020/01/02/Rails-3-2-10-3-1-9/"],
    ["2020-01-02-a_b.c & d.md", "/2020/01/02/a_b.c-&-d/"],
  ])("has the slug of the title in %s", (file, address) => {
    const moved = move(readJekyll, { "_config.yml": "permalink: pretty\n", [`_posts/${file}`]: post });
    expect(moved.aliasesOf(Object.keys(moved.texts).find((path) => path.startsWith("posts/")) ?? "")).toContain(
      address,
    );
  });

  it("without an ending is that of a file as well", () => {
    const moved = named("Text.\n", "permalink: /:year/:title\n");
    expect(moved.aliasesOf("posts/2020-01-02-a.md")).toEqual(["/2020/a", "/2020/a.html"]);
  });

  it("of a page that makes a list leads to the archive, of its numbered pages too", () => {
    const { site } = named("Text.\n", "paginate: 1\npaginate_path: /blog/page:num/\n", {
      "blog/index.html": "---\n---\n{% for post in paginator.posts %}{{ post.title }}{% endfor %}\n",
      "rss/posts.xml": "---\n---\n<rss></rss>\n",
    });
    expect(site.redirects).toMatchObject({ "/blog/": "/archive/", "/blog/page1/": "/archive/" });
  });
});

describe("a collection of Jekyll", () => {
  it("needs no posts beside it, and its documents have their addresses and languages", () => {
    const moved = move(readJekyll, {
      "_config.yml":
        'title: Guides\npermalink: "/:path/"\ncollections:\n  articles:\n    output: true\n    permalink: "/:path/"\n',
      "_articles/start.md": page({ title: "Start", lang: "en" }),
      "_articles/fr/start.md": page({ title: "Commencer", lang: "fr" }),
      "_articles/de/other.md": page({ title: "Anderes", lang: "en" }),
    });
    expect(moved.files).toEqual([
      "pages/other.md",
      "pages/start-fr.md",
      "pages/start.md",
      "posts/.gitkeep",
      "site.yaml",
    ]);
    expect(moved.aliasesOf("pages/start-fr.md")).toEqual(["/fr/start/"]);
  });
});

describe("kramdown's attributes", () => {
  it("leave a heading its id", () => {
    expect(textOf("## One\n{: #first .big}\n\nTwo\n---\n{: #second}\n")).toBe("## One {#first}\n\nTwo {#second}\n---");
  });

  it("leave other blocks their ids, as anchors", () => {
    expect(textOf("A paragraph\nof two lines.\n{: #para}\n\n* item\n{: #item}\n\n> said\n{: #said}\n")).toBe(
      '<a id="para"></a>A paragraph\nof two lines.\n\n* <a id="item"></a>item\n\n<a id="said"></a>\n\n> said',
    );
  });

  it("go, line and all, where they are classes, and the report says so", () => {
    const { texts, notes } = named('Summary.\n{: .summary}\n\n![x](https://a.example/x.png){: .right width="9"} end\n');
    expect(bodyOf(texts["posts/2020-01-02-a.md"])).toBe("Summary.\n\n![x](https://a.example/x.png) end");
    expect(notes).toContain("kramdown's {: .summary} does nothing here and was removed");
  });

  it("stay in code", () => {
    expect(textOf("```\n{: .x}\n```\n")).toBe("```\n{: .x}\n```");
  });
});

describe("kramdown's other marks", () => {
  it("go, and comments are comments", () => {
    expect(textOf('{::options parse_block_html="true" /}\n\nA {::comment}no{:/comment} B\n')).toBe("A <!--no--> B");
  });

  it("of abbreviations are noted", () => {
    const { texts, notes } = named("HTML\n\n*[HTML]: Hypertext\n");
    expect(bodyOf(texts["posts/2020-01-02-a.md"])).toBe("HTML");
    expect(notes).toContain("the abbreviation HTML (Hypertext) is shown without what it stands for");
  });

  it("make tables without a head", () => {
    expect(textOf("| a | b |\n| c | d |\n")).toBe("|  |  |\n| --- | --- |\n| a | b |\n| c | d |");
    expect(textOf("| a | b |\n|---|---|\n| c | d |\n")).toBe("| a | b |\n|---|---|\n| c | d |");
  });
});

describe("Liquid's values", () => {
  const config = "title: Weir\nrepository: https://git.example/weir\nurl: https://weir.example\nbaseurl: /b\n";

  it("are those of the configuration, of the page, and of the site's data", () => {
    expect(
      textOf(
        "{{ site.repository }}/1 {{ page.title }} [x]({{ site.url }}{{ site.baseurl }}/x/) {{ site.data.tools.first.name | upcase }}\n",
        config,
        {
          "_data/tools.yml": "- name: saw\n- name: axe\n",
        },
      ),
    ).toBe("https://git.example/weir/1 A [x](/x/) SAW");
  });

  it("may be assigned before", () => {
    expect(
      textOf('{% assign tool = site.data.tools | where: "name", "axe" | first %}\nUse {{ tool.use }}.\n', config, {
        "_data/tools.yml": "- name: axe\n  use: it well\n",
      }),
    ).toBe("Use it well.");
  });

  it("that nobody knows stay, and are noted", () => {
    const { texts, notes } = named("{{ site.time | date: '%Y' }}\n");
    expect(bodyOf(texts["posts/2020-01-02-a.md"])).toBe("{{ site.time | date: '%Y' }}");
    expect(notes).toContain("the Liquid value site.time | date: '%Y' has no counterpart here and stays in the text");
  });
});

describe("a file without front matter", () => {
  it("keeps its address, whatever its ending, if Jekyll served it as it was", () => {
    const { files } = named("Text.\n", undefined, {
      "assets/2009/fix.patch": "diff",
      "assets/otter.jpg_1208810865": "picture",
      "assets/theme.scss": "a { b: c }",
      "search/index.json": "---\n---\n{}",
      "assets/_hidden/a.patch": "diff",
      "tailwind.config.js": "export default {};",
      Rakefile: "task",
    });
    expect(files.filter((file) => file.startsWith("static/"))).toEqual([
      "static/assets/2009/fix.patch",
      "static/assets/otter.jpg_1208810865",
    ]);
  });
});
