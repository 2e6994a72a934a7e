import type { ListModel, Summary } from "../content/models.ts";
import { pathOf } from "../content/slug.ts";
import { profileOf, type Site } from "../content/site.ts";
import { type AnyTaxonomy, taxonomyOf } from "../content/taxonomies.ts";
import { html, type Markup, type Part, trusted } from "../markup.ts";
import { absolute, type Frame, type Leaf } from "./frame.ts";
import { languageAttributes } from "./language.ts";
import { owner, personData, portrait } from "./person.ts";
import { separated, tagLinks, time, turn } from "./parts.ts";
import { searchField } from "./search/search-field.ts";
import { type Wording, wording } from "./wording.ts";

/** A page of posts. */
export function list(model: ListModel, frame: Frame): Leaf {
  const { site, theme } = frame;
  const { posts, older, newer } = model;
  const words = wording(site, site.language);
  const { say, text } = words;
  const entryOf = (post: Summary): Markup => theme.views.entry(post, frame);
  return {
    title: titleOf(model, words),
    path: pathOfPage(model),
    feed: true,
    ...(model.of === "author" && { writers: [model.title], properties: [["og:type", "profile"]] }),
    ...(model.of === "home" && site.author !== undefined && { writers: [site.author] }),
    image: model.image ?? (model.of === "author" ? profileOf(site, model.title)?.card : undefined),
    description: describe(model, site, words),
    feeds: taxonomyOf(model, site)?.feeds === true ? model : undefined,
    data: linkedData(model, site, words),
    main: html`${header(model, site, words)}${isHome(model) && site.search === "home" && searchField(words)}${posts.length === 0 && html`<p>${say("noPosts")}</p>\n`}${
      isHome(model) ? front(model, frame, words) : entries(model, entryOf)
    }${turn(
      text("pages"),
      older === undefined ? undefined : { title: say("olderPosts"), path: older },
      newer === undefined ? undefined : { title: say("newerPosts"), path: newer },
    )}${shelf(model, words)}${isHome(model) && owner(site, model.author)}`,
  };
}

/** The newest post, larger than the others and with its text or the beginning of that. */
function front({ posts: [newest, ...others], html: text }: ListModel, frame: Frame, { say }: Wording): Part {
  const { site, theme } = frame;
  const { entry } = theme.views;
  const language = newest && languageAttributes(newest.lang ?? site.language, site.language);
  return [
    newest &&
      html`<div class="newest">
${entry(newest, frame)}${text !== undefined && html`<div class="prose"${language}>\n${trusted(text)}\n</div>\n`}${site.home !== "newest" && html`<p><a href="${newest.path}">${say("readOn")}</a></p>\n`}</div>\n`,
    others.map((post) => entry(post, frame)),
  ];
}

/** From the home page, the ways to what is not among the newest. */
const shelf = ({ series = [], years = [] }: ListModel, { say }: Wording): Part =>
  [["series", series] as const, ["years", years] as const].map(
    ([name, links]) =>
      links.length > 0 &&
      html`<nav class="shelf" aria-labelledby="page:${name}">
<h2 id="page:${name}">${say(name)}</h2>
<ul>
${links.map((link) => html`<li><a href="${link.path}">${link.title}</a></li>\n`)}</ul>
</nav>\n`,
  );
/** The first page that people meet, and none of its numbered ones. */
const isHome = ({ of, page }: ListModel): boolean => of === "home" && page === undefined;

/** Those of a series are counted. */
const entries = ({ of, posts }: ListModel, entryOf: (post: Summary) => Markup): Part =>
  of === "series"
    ? html`<ol class="parts">\n${posts.map((post) => html`<li>${entryOf(post)}</li>\n`)}</ol>\n`
    : posts.map(entryOf);

const titleOf = ({ of, page, title }: ListModel, { text }: Wording): string => {
  if (page === undefined) return title;
  return `${of === "home" ? text("posts") : title}, ${text("page", page)}`;
};

/** Numbered pages stand below the list, whose path the model has. */
const pathOfPage = ({ page, path }: ListModel): string => (page === undefined ? path : `${path}page/${page}/`);

function describe({ of, title }: ListModel, site: Site, { text }: Wording): string | undefined {
  if (of === "home") return site.description;
  if (of === "author") return profileOf(site, title)?.bio ?? text("aboutAuthor", { author: title, site: site.title });
  if (of === "tag") return text("aboutTag", { tag: title, site: site.title });
  if (of === "series") return text("aboutSeries", { series: title, site: site.title });
  return text("aboutTerm", { term: title, site: site.title });
}

function header(model: ListModel, site: Site, words: Wording): Markup | false {
  const { of, page, title, path } = model;
  // The masthead contains the heading of the home page.
  if (isHome(model)) return site.description !== undefined && html`<p class="lead p-summary">${site.description}</p>\n`;
  const taxonomy = taxonomyOf(model, site);
  if (of !== "author")
    return html`<header class="title">
${taxonomy && kicker(taxonomy, words)}<h1 class="p-name">${page === undefined ? title : html`<a href="${path}">${of === "home" ? words.say("posts") : title}</a>`}</h1>
${page !== undefined && days(model.posts)}</header>\n`;
  const profile = profileOf(site, title);
  const { bio, links = [] } = profile ?? {};
  const picture = profile && portrait(profile);
  return html`<header class="title${picture && " person"} p-author h-card">
${picture}<div>
<h1><a class="p-name u-url" href="${path}">${title}</a></h1>
${page !== undefined && days(model.posts)}${bio !== undefined && html`<p class="lead p-note">${bio}</p>\n`}${
    links.length > 0 &&
    html`<ul class="elsewhere" aria-label="${words.text("elsewhere", title)}">
${links.map((link) => html`<li><a class="u-url" rel="me" href="${link.path}">${link.title}</a></li>\n`)}</ul>\n`
  }</div>
</header>\n`;
}

/** From when to when the posts of a numbered page are: its number counts from the oldest, and tells nobody where they are. */
function days(posts: readonly Summary[]): Markup | false {
  const [newest, oldest] = [posts[0]?.date, posts.at(-1)?.date];
  if (!newest || !oldest) return false;
  return html`<p class="meta">${oldest.day !== newest.day && html`${time(oldest)} – `}${time(newest)}</p>\n`;
}

/** What the taxonomy of a list is called; one of the site's own is so in the site's language. */
function kicker(taxonomy: AnyTaxonomy, { say, own }: Wording): Markup {
  const title = "title" in taxonomy ? own(taxonomy.title) : taxonomy.word && say(taxonomy.word);
  return html`<p class="kicker">${taxonomy.index ? html`<a href="${pathOf(taxonomy.name)}">${title}</a>` : title}</p>\n`;
}

/** More would hide the posts. */
const mostTags = 5;

/** What a list shows of a post. */
export function entry(post: Summary, { site }: Frame): Markup {
  const { say } = wording(site, site.language);
  const more = post.tags.length - mostTags;
  const language = languageAttributes(post.lang ?? site.language, site.language);
  return html`<article class="h-entry">
<h2 class="p-name"${language}><a class="u-url" href="${post.path}">${post.title}</a></h2>
<p class="meta">${separated([
    post.draft === true && html`<strong>${say("draft")}</strong>`,
    time(post.date, "dt-published"),
    post.tags.length > 0 &&
      html`${tagLinks(post.tags.slice(0, mostTags))}${more > 0 && html` <a href="${post.path}">+ ${more}</a>`}`,
  ])}</p>
${post.description !== undefined && html`<p class="p-summary"${language}>${post.description}</p>\n`}</article>\n`;
}

/** https://schema.org: what the site is on its home page, who the author is on theirs, else a plain collection. */
function linkedData(model: ListModel, site: Site, words: Wording): Readonly<Record<string, unknown>> {
  const { of, title: name, path } = model;
  const url = absolute(site, pathOfPage(model));
  if (isHome(model))
    return {
      "@type": ["WebSite", "Blog"], // search engines take the site's name from the first
      name: site.title,
      description: site.description,
      url,
      inLanguage: site.language,
      author: site.author === undefined ? undefined : personData(site, site.author, model.author?.path),
    };
  if (of !== "author") return { "@type": "CollectionPage", name: titleOf(model, words), url };
  const { bio: description, links } = profileOf(site, name) ?? {};
  const sameAs = links?.map((link) => link.path);
  return { "@type": "ProfilePage", url, mainEntity: { ...personData(site, name, path), description, sameAs } };
}
