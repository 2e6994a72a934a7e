import type { ListModel, Summary } from "../content/models.ts";
import { pathOf } from "../content/slug.ts";
import { profileOf, type Profile, type Site } from "../content/site.ts";
import { type AnyTaxonomy, taxonomyOf } from "../content/taxonomies.ts";
import { html, type Markup, type Part } from "../markup.ts";
import { absolute, type Leaf } from "./frame.ts";
import { languageAttributes } from "./language.ts";
import { sayTaxonomy, tagLinks, time, type Turn, turn } from "./parts.ts";
import { type Wording, wording } from "./wording.ts";

export function list(model: ListModel, site: Site): Leaf {
  const taxonomy = taxonomyOf(model, site);
  const profile = model.of === "author" ? profileOf(site, model.title) : undefined;
  const words = wording(site, site.language);
  const { say, text } = words;
  const description = describe(model, site, profile, words);
  return {
    title: titleOf(model, words),
    path: pathOfPage(model),
    feed: true,
    ...(description === undefined ? {} : { description }),
    ...(taxonomy?.feeds === true ? { feeds: { title: model.title, path: model.path } } : {}),
    data: linkedData(model, site, profile, words),
    main: html`${header(model, site, taxonomy, profile, words)}${
      model.posts.length === 0 ? html`<p>${say("noPosts")}</p>\n` : model.posts.map((each) => entry(each, site, words))
    }${turn(text("pages"), pageLink(say("olderPosts"), model.older), pageLink(say("newerPosts"), model.newer))}`,
  };
}

const titleOf = ({ of, page, title }: ListModel, { text }: Wording): string => {
  if (page === undefined) return title;
  return `${of === "home" ? text("posts") : title}, ${text("page", page)}`;
};

/** Numbered pages stand below the list, whose path the model has. */
const pathOfPage = ({ page, path }: ListModel): string => (page === undefined ? path : `${path}page/${page}/`);

const pageLink = (title: Part, path: string | undefined): Turn | undefined =>
  path === undefined ? undefined : { title, path };

function describe(
  { of, title }: ListModel,
  site: Site,
  profile: Profile | undefined,
  { text }: Wording,
): string | undefined {
  if (of === "home") return site.description;
  if (of === "author") return profile?.bio ?? text("aboutAuthor", { author: title, site: site.title });
  if (of === "tag") return text("aboutTag", { tag: title, site: site.title });
  if (of === "series") return text("aboutSeries", { series: title, site: site.title });
  return text("aboutTerm", { term: title, site: site.title });
}

function header(
  model: ListModel,
  site: Site,
  taxonomy: AnyTaxonomy | undefined,
  profile: Profile | undefined,
  words: Wording,
): Markup | false {
  const { of, page } = model;
  // The masthead holds the heading of the home page.
  if (of === "home" && page === undefined)
    return site.description !== undefined && html`<p class="lead p-summary">${site.description}</p>\n`;
  if (of === "author") return authorHeader(model, profile, words);
  return html`<header class="title">
${taxonomy && kicker(taxonomy, words)}<h1 class="p-name">${of === "home" ? words.say("posts") : model.title}${pageNumber(model, words)}</h1>
</header>\n`;
}

function kicker(taxonomy: AnyTaxonomy, words: Wording): Markup {
  const title = sayTaxonomy(taxonomy, words);
  return html`<p class="kicker">${taxonomy.index ? html`<a href="${pathOf(taxonomy.name)}">${title}</a>` : title}</p>\n`;
}

const pageNumber = ({ page }: ListModel, { say }: Wording): Part => page !== undefined && [", ", say("page", page)];

const authorHeader = (model: ListModel, profile: Profile | undefined, words: Wording): Markup =>
  html`<header class="title p-author h-card">
<h1><a class="p-name u-url" href="${model.path}">${model.title}</a>${pageNumber(model, words)}</h1>
${profile?.bio !== undefined && html`<p class="lead p-note">${profile.bio}</p>\n`}${
    profile &&
    profile.links.length > 0 &&
    html`<ul class="elsewhere" aria-label="${words.text("elsewhere", model.title)}">
${profile.links.map((link) => html`<li><a class="u-url" rel="me" href="${link.path}">${link.title}</a></li>\n`)}</ul>\n`
  }
</header>\n`;

function entry(post: Summary, site: Site, { say }: Wording): Markup {
  const language = languageAttributes(post.lang ?? site.language, site.language);
  return html`<article class="h-entry">
<h2 class="p-name"${language}><a class="u-url" href="${post.path}">${post.title}</a></h2>
<p class="meta">${post.draft === true && html`<strong>${say("draft")}</strong> · `}${time(post.date, "dt-published")}${post.tags.length > 0 && html` · ${tagLinks(post.tags)}`}</p>
${post.description !== undefined && html`<p class="p-summary"${language}>${post.description}</p>\n`}</article>\n`;
}

/** https://schema.org: what the site is on its home page, who the author is on theirs, else a plain collection. */
function linkedData(
  model: ListModel,
  site: Site,
  profile: Profile | undefined,
  words: Wording,
): Readonly<Record<string, unknown>> {
  const url = absolute(site, pathOfPage(model));
  if (model.of === "home" && model.page === undefined)
    return { "@type": "Blog", name: site.title, description: site.description, url, inLanguage: site.language };
  if (model.of !== "author") return { "@type": "CollectionPage", name: titleOf(model, words), url };
  const sameAs = profile?.links.map((link) => link.path);
  const person = {
    "@type": "Person",
    name: model.title,
    url: absolute(site, model.path),
    description: profile?.bio,
    sameAs,
  };
  return { "@type": "ProfilePage", url, mainEntity: person };
}
