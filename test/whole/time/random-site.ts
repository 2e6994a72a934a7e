import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Moment, toIso } from "../../../src/content/date.ts";

/** A post as a test knows it: enough to say when it is live, and to write its file. */
export interface RandomPost {
  readonly slug: string;
  readonly date: Moment;
  readonly expires: Moment | undefined;
  readonly updated: Moment | undefined;
  readonly draft: boolean;
  readonly tags: readonly string[];
  readonly categories: readonly string[];
  readonly authors: readonly string[];
  readonly series: string | undefined;
  readonly aliases: readonly string[];
  /** Slugs of the posts that it links to. */
  readonly links: readonly string[];
  /** What its text says besides. */
  readonly words?: string;
}

export interface RandomSite {
  readonly posts: readonly RandomPost[];
  /** Slugs of the posts that the page "about" links to. */
  readonly aboutLinks: readonly string[];
  /** Slugs of the posts that `site.yaml` has a redirect to. */
  readonly redirects: readonly string[];
  readonly postsPerPage: number;
  readonly feedItems: number;
  readonly feedContent: "full" | "summary";
  readonly timezone: string;
}

/** When the first build is made. */
export const start: Moment = Date.UTC(2027, 0, 15) / 1000;

// Few moments for many events, so that several fall on one; 50 days apart, so that years change.
const momentOf = (tick: number): Moment => start + tick * 50 * 24 * 60 * 60;

const slugs = [
  "amber-gate",
  "amber-gale",
  "birch-row",
  "cold-harbour",
  "dune-walk",
  "ember-hall",
  "fen-light",
  "glass-mill",
];
const tags = ["C", "c", "C++", "Edge Cases", "edge cases", "日本語"];

const randomPost = (slug: string): fc.Arbitrary<RandomPost> =>
  fc
    .record({
      date: fc.integer({ min: -6, max: 6 }),
      life: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
      updated: fc.option(fc.integer({ min: -6, max: 9 }), { nil: undefined, freq: 4 }),
      draft: fc.integer({ min: 0, max: 9 }).map((number) => number === 9),
      tags: fc.subarray(tags, { maxLength: 3 }),
      own: fc.boolean(),
      categories: fc.subarray(["Far", "far", "Wide"], { maxLength: 2 }),
      authors: fc.subarray(["Ada Reed", "ada reed", "Bo Lind"], { maxLength: 2 }),
      series: fc.option(fc.constantFrom("The Loop", "the loop"), { nil: undefined }),
      aliases: fc.subarray([`/old/${slug}.html`, `/posts/once-${slug}/`, `/short-${slug}`], { maxLength: 2 }),
      links: fc.subarray(slugs, { maxLength: 2 }),
    })
    .map(({ date, life, updated, own, ...rest }) => ({
      ...rest,
      slug,
      date: momentOf(date),
      expires: life === undefined ? undefined : momentOf(date + life),
      updated: updated === undefined ? undefined : momentOf(updated),
      tags: own ? [...rest.tags, ownTag(slug)] : rest.tags,
    }));

/** Sites of up to six posts. */
export const randomSite: fc.Arbitrary<RandomSite> = fc.subarray(slugs, { minLength: 1, maxLength: 6 }).chain((chosen) =>
  fc.record({
    posts: fc.tuple(...chosen.map(randomPost)),
    aboutLinks: fc.subarray(slugs, { maxLength: 2 }),
    redirects: fc.subarray(slugs, { maxLength: 2 }),
    postsPerPage: fc.integer({ min: 1, max: 3 }),
    feedItems: fc.integer({ min: 1, max: 4 }),
    feedContent: fc.constantFrom("full" as const, "summary" as const),
    timezone: fc.constantFrom("UTC", "Pacific/Kiritimati", "America/New_York"),
  }),
);

const titleOf = (slug: string): string => `Tale of ${slug.replace("-", " and ")}`;
const ownTag = (slug: string): string => `only ${slug}`;
const sentenceOf = (slug: string): string => `Nobody but ${slug.toUpperCase()} says this.`;

/** What nobody may read before a post is live, nor after. */
export const secretsOf = ({ slug }: RandomPost): string[] => [
  slug,
  slug.replace("-", " "),
  titleOf(slug),
  sentenceOf(slug),
];

/** What somebody may search for who suspects it: its title and text, whole and in part, unfinished and misspelt, and its tags. */
export const searchesFor = ({ slug, tags }: RandomPost): string[] => {
  const [first = "", second = ""] = slug.split("-");
  const misspelt = first.slice(0, -2) + second.slice(-1) + first.slice(-1);
  return [titleOf(slug), sentenceOf(slug), first, slug, first.slice(0, 3), second.slice(0, -1), misspelt, ...tags];
};

export const isLive = ({ date, expires, draft }: RandomPost, moment: Moment): boolean =>
  !draft && date <= moment && moment < (expires ?? Infinity);

/** Moments later than the first build at which something changes, ascending. */
export const eventsOf = ({ posts }: RandomSite): Moment[] =>
  [...new Set(posts.filter(({ draft }) => !draft).flatMap(({ date, expires }) => [date, expires ?? date]))]
    .filter((moment) => moment > start)
    .sort((a, b) => a - b);

/**
 * Writes a content folder, of all posts or of some. Of the others those that something links to are drafts that say nothing,
 * so that links lead nowhere and the text around them is the same.
 */
export function writeSite(site: RandomSite, root: string, isIn: (post: RandomPost) => boolean = () => true): void {
  for (const folder of ["posts", "pages"]) mkdirSync(join(root, folder), { recursive: true });
  const { postsPerPage, feedItems, feedContent, timezone } = site;
  const redirects = Object.fromEntries(site.redirects.map((slug) => [`/go-${slug}/`, `/posts/${slug}/`]));
  const own = { postsPerPage, feedItems, feedContent, timezone, redirects };
  const taxonomies = { categories: { field: "kinds" }, moods: { feeds: false, index: false } };
  const settings = { title: "Random", url: "https://blog.example", taxonomies, ...own, ...told };
  writeFileSync(join(root, "site.yaml"), JSON.stringify(settings));
  const linkTo = (slug: string): string =>
    site.posts.some((post) => post.slug === slug) ? `[there](../posts/${slug}.md)` : "";
  const posts = site.posts.filter(isIn);
  const linked = new Set([...site.aboutLinks, ...posts.flatMap(({ links }) => links)]);
  const write = (slug: string, text: string): void => writeFileSync(join(root, "posts", `${slug}.md`), text);
  for (const post of posts) write(post.slug, textOf(post, linkTo));
  for (const post of site.posts)
    if (!isIn(post) && linked.has(post.slug))
      write(post.slug, "---\ntitle: Nothing\ndate: 2027-01-01\ndraft: true\n---\n");
  const about = site.aboutLinks.map(linkTo).join(" and ");
  writeFileSync(join(root, "pages/about.md"), `---\ntitle: About\naliases: /about-us\n---\n\nSee ${about}.\n`);
}

/** Who is notified of publications. */
const told = { hub: "https://hub.example/", indexNow: "0123456789abcdef" };

function textOf(post: RandomPost, linkTo: (slug: string) => string): string {
  const { slug, date, expires, updated, draft, tags, categories, authors, series, aliases, links, words = "" } = post;
  const front = {
    title: titleOf(slug),
    date: toIso(date),
    draft,
    tags,
    kinds: categories,
    moods: categories,
    authors,
    aliases,
    ...(expires === undefined ? {} : { expires: toIso(expires) }),
    ...(updated === undefined ? {} : { updated: toIso(updated) }),
    ...(series === undefined ? {} : { series }),
  };
  return `---\n${JSON.stringify(front)}\n---\n\n${sentenceOf(slug)} ${words}\n\nGo ${links.map(linkTo).join(" or ")}.\n`;
}
