import rss from "@11ty/eleventy-plugin-rss";
import highlight from "@11ty/eleventy-plugin-syntaxhighlight";

const pageSize = 10;
const feedSize = 20;

/** The same lists as Hugo's: of all posts, and of each tag and author; each in numbered pages and as a feed. */
export default function (config) {
  config.addPlugin(rss);
  config.addPlugin(highlight);
  const postsOf = (all) => all.getFilteredByGlob("posts/*.md").reverse();
  config.addCollection("posts", (all) => postsOf(all).reverse());
  config.addCollection("lists", (all) => listsOf(config, postsOf(all)).flatMap(pagesOf));
  config.addCollection("feeds", (all) =>
    listsOf(config, postsOf(all)).map(({ posts, ...list }) => ({ ...list, posts: posts.slice(0, feedSize) })),
  );
  config.addCollection("terms", (all) => listsOf(config, postsOf(all)).filter(({ path }) => path.startsWith("/tags/")));
  return { dir: { input: ".", includes: "_includes", output: "_site" }, markdownTemplateEngine: false };
}

function listsOf(config, posts) {
  const slugify = config.getFilter("slugify");
  const lists = new Map([["/", { title: "A blog of many posts", path: "/", posts }]]);
  const add = (section, title, post) => {
    const path = `/${section}/${slugify(title) || encodeURIComponent(title)}/`;
    if (!lists.has(path)) lists.set(path, { title, path, posts: [] });
    lists.get(path).posts.push(post);
  };
  for (const post of posts) {
    for (const tag of post.data.tags ?? []) if (tag !== "posts") add("tags", tag, post);
    for (const author of [post.data.author].flat()) add("author", author, post);
  }
  return [...lists.values()];
}

function pagesOf({ title, path, posts }) {
  const pages = Math.ceil(posts.length / pageSize);
  const pathOf = (page) => (page === 0 ? path : `${path}page/${page + 1}/`);
  return Array.from({ length: pages }, (_, page) => ({
    title,
    path: pathOf(page),
    posts: posts.slice(page * pageSize, (page + 1) * pageSize),
    newer: page > 0 ? pathOf(page - 1) : undefined,
    older: page < pages - 1 ? pathOf(page + 1) : undefined,
  }));
}
