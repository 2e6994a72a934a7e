export const fixtures = "test/fixtures/import";

/** A system that has an old site in `test/fixtures/import/`, and what that has to become. */
export interface System {
  readonly name: string;
  readonly path: string;
  readonly options?: readonly string[];
  /** One of the files cannot be read. */
  readonly fails?: true;
  /** Files that are copied and no text. */
  readonly copies: readonly string[];
  /** Old addresses, and the file that each leads to. */
  readonly addresses: Readonly<Record<string, string>>;
}

export const systems: readonly System[] = [
  {
    name: "hugo",
    path: "hugo",
    fails: true,
    copies: ["posts/bundle/otter.png", "posts/bundle/photos/weir.png", "static/images/mill.png"],
    addresses: {
      "/2024/03/the-otter/": "posts/otter.md",
      "/otter/": "posts/otter.md",
      "/2011/06/an-older-walk/": "posts/older.md",
      "/2023/01/a-bundle-of-pictures/": "posts/bundle/index.md",
      "/notes/dateless/": "pages/dateless.md",
      "/2024/04/held-back/": "posts/held-back.md",
      "/about/": "pages/about.md",
    },
  },
  {
    name: "jekyll",
    path: "jekyll",
    copies: ["static/assets/otter.png"],
    addresses: {
      "/walks/rivers/2024/03/06/the-otter/": "posts/2024-03-05-the-otter.md",
      "/otter/": "posts/2024-03-05-the-otter.md",
      "/2011/06/01/an-older-walk/": "posts/2011-06-01-an-older-walk.md",
      "/2010/05/04/one-digit/": "posts/2010-5-4-one-digit.md",
      "/about/": "pages/about.md",
    },
  },
  {
    name: "zola",
    path: "zola",
    copies: ["posts/lake-fr/shore.png", "posts/lake/shore.png", "static/logo.png"],
    addresses: {
      "/blog/the-otter/": "posts/2024-03-05-the-otter.md",
      "/seen/it/": "posts/2024-03-05-the-otter.md",
      "/fr/blog/lake/": "posts/lake-fr/index.md",
      "/who-we-are/": "pages/about.md",
      "/blog/": "pages/blog.md",
    },
  },
  {
    name: "markdown",
    path: "astro",
    copies: ["static/assets/hill.png", "static/placeholder.png"],
    addresses: {
      "/blog/first-walk/": "posts/first-walk.md",
      "/blog/second-walk/": "posts/Second Walk.md",
      "/about/": "pages/about.md",
    },
  },
  {
    name: "wordpress",
    path: "wordpress.xml",
    options: ["--media", `${fixtures}/media`],
    copies: ["static/wp-content/uploads/2024/03/mill.png", "static/wp-content/uploads/2024/03/otter.png"],
    addresses: {
      "/2024/03/05/the-otter/": "posts/the-otter.md",
      "/2024/03/05/otter-seen/": "posts/the-otter.md",
      "/2011/06/01/an-older-walk/": "posts/an-older-walk.md",
      "/about/": "pages/about.md",
    },
  },
  {
    name: "ghost",
    path: "ghost.json",
    options: ["--media", `${fixtures}/media`],
    copies: ["static/content/images/2024/03/mill.png", "static/content/images/2024/03/otter.png"],
    addresses: {
      "/the-otter/": "posts/the-otter.md",
      "/an-older-walk/": "posts/an-older-walk.md",
      "/about/": "pages/about.md",
    },
  },
  {
    name: "docusaurus",
    path: "docusaurus",
    copies: [
      "posts/2024-03-05-the-otter/otter.png",
      "static/blog/2024-03-05-the-otter/otter.png",
      "static/img/mill.png",
    ],
    addresses: {
      "/notes/otter/": "posts/2024-03-05-the-otter/index.md",
      "/notes/2011/06/01/an-older-walk/": "posts/2011-06-01-an-older-walk.md",
      "/fr/notes/2011/06/01/an-older-walk/": "posts/2011-06-01-an-older-walk-fr.md",
      "/about/": "pages/about.md",
    },
  },
  {
    name: "vitepress",
    path: "vitepress",
    copies: ["static/mill.png"],
    addresses: {
      "/posts/the-otter.html": "posts/the-otter.md",
      "/posts/weir/": "posts/weir.md",
      "/about.html": "pages/about.md",
    },
  },
  {
    name: "hexo",
    path: "hexo",
    copies: ["posts/the-otter/otter.png", "static/images/mill.png"],
    addresses: {
      "/long/Rivers/2024/03/05/the-otter/": "posts/the-otter/index.md",
      "/misc/2011/06/01/an-older-walk/": "posts/2011-06-01-an-older-walk.md",
      "/weir.html": "posts/2011-06-01-an-older-walk.md",
      "/about/": "pages/about.md",
    },
  },
  {
    name: "pelican",
    path: "pelican",
    fails: true,
    copies: ["static/images/mill.png", "static/key.txt"],
    addresses: {
      "/blog/2024/03/the-otter-a-sighting/": "posts/the-otter.md",
      "/blog/2011/06/older-walk/": "posts/older.md",
      "/pages/about.html": "pages/about.md",
    },
  },
  {
    name: "obsidian",
    path: "obsidian",
    copies: ["static/Files/otter.png"],
    addresses: {
      "/Rivers/The+otter/": "posts/The otter.md",
      "/Rivers/2011-06-01-An-older-walk/": "posts/2011-06-01 An older walk.md",
    },
  },
  {
    name: "substack",
    path: "substack",
    copies: [],
    addresses: { "/p/the-otter/": "posts/the-otter.md", "/p/about/": "pages/about.md" },
  },
  {
    name: "medium",
    path: "medium",
    copies: [],
    addresses: { "/the-otter-a1b2c3d4e5f6/": "posts/the-otter.md" },
  },
  {
    name: "micro.blog",
    path: "microblog",
    copies: ["static/uploads/2024/otter.png"],
    addresses: {
      "/2024/03/05/the-otter.html": "posts/the-otter.md",
      "/2023/01/02/081500.html": "posts/081500.md",
    },
  },
  {
    name: "bear",
    path: "bear.csv",
    copies: [],
    addresses: { "/the-otter/": "posts/the-otter.md", "/otter/": "posts/the-otter.md", "/about/": "pages/about.md" },
  },
];
