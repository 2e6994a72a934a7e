const pageSize = 10;
const feedSize = 20;
const related = { shown: 3, reach: 16 };

/** What the templates ask for: the posts with their neighbours, and every list of them in pages and as feeds. */
export function blogOf(all, slugify) {
  const posts = all.getFilteredByGlob("posts/*.md");
  const lists = new Map([["/", { path: "/", posts: [] }]]);
  const linkTo = (section, title) => {
    const path = `/${section}/${slugify(title) || encodeURIComponent(title)}/`;
    const list = lists.get(path) ?? { path, title, section, posts: [] };
    lists.set(path, list);
    return list;
  };
  for (const [index, post] of posts.entries()) {
    const { data } = post;
    const tags = [data.tags ?? []].flat().map((tag) => linkTo("tags", tag));
    const authors = [data.author].flat().map((author) => linkTo("authors", author));
    const links = { topics: tags, authors, older: posts[index - 1], newer: posts[index + 1] };
    Object.assign(data, links, { related: relatedTo(tags, posts[index - 1]) });
    for (const list of new Set([lists.get("/"), ...tags, ...authors])) list.posts.push(post);
  }
  for (const list of lists.values()) list.posts.reverse();
  const topics = [...lists.values()].filter(({ section }) => section === "tags");
  const years = Map.groupBy(posts.toReversed(), ({ date }) => date.getUTCFullYear());
  return {
    posts,
    pages: [...lists.values()].flatMap(pagesOf),
    feeds: [...lists.values()].flatMap(feedsOf),
    topics: topics.sort((a, b) => (a.title.toLowerCase() < b.title.toLowerCase() ? -1 : 1)),
    years: [...years].map(([year, posts]) => ({ year, path: `/archive/${year}/`, posts })),
  };
}

/** The posts before this one with the most tags in common, the newest of them first. */
function relatedTo(tags, older) {
  const shared = new Map();
  for (const { posts } of tags)
    for (const post of posts.slice(-related.reach).reverse())
      if (post !== older) shared.set(post, (shared.get(post) ?? 0) + 1);
  return [...shared]
    .sort(([a, inA], [b, inB]) => inB - inA || b.date - a.date)
    .slice(0, related.shown)
    .map(([post]) => post);
}

function pagesOf({ posts, ...list }) {
  const pages = Math.ceil(posts.length / pageSize);
  const pathOf = (page) => (page === 0 ? list.path : `${list.path}page/${page + 1}/`);
  return Array.from({ length: pages }, (_, page) => ({
    ...list,
    url: pathOf(page),
    page: page === 0 ? undefined : page + 1,
    posts: posts.slice(page * pageSize, (page + 1) * pageSize),
    newer: page > 0 ? pathOf(page - 1) : undefined,
    older: page < pages - 1 ? pathOf(page + 1) : undefined,
  }));
}

const feedsOf = ({ posts, ...list }) =>
  ["rss.xml", "atom.xml", "feed.json"].map((file) => ({ ...list, file, posts: posts.slice(0, feedSize) }));
