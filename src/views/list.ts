import type { ListModel, Summary } from "../content/models.ts";
import { type Link, profileOf, type Profile, type Site } from "../content/site.ts";
import { html, type Markup } from "../markup.ts";
import { absolute, type Leaf } from "./frame.ts";
import { english, languageAttributes } from "./language.ts";
import { tagLinks, time, turn } from "./parts.ts";

export function list(model: ListModel, site: Site): Leaf {
  const profile = model.of === "author" ? profileOf(site, model.title) : undefined;
  const description = describe(model, site, profile);
  return {
    title: titleOf(model),
    path: pathOf(model),
    feed: true,
    ...(description === undefined ? {} : { description }),
    ...(model.of === "tag" || model.of === "author" ? { feeds: { title: model.title, path: model.path } } : {}),
    data: linkedData(model, site, profile),
    main: html`${header(model, site, profile)}${
      model.posts.length === 0
        ? html`<p>${english("Nothing is published here yet.", site.language)}</p>\n`
        : model.posts.map((each) => entry(each, site))
    }${turn("Pages", pageLink("Older posts", model.older), pageLink("Newer posts", model.newer), site.language)}`,
  };
}

const titleOf = ({ of, page, title }: ListModel): string => {
  if (page === undefined) return title;
  return of === "home" ? `Posts, page ${page}` : `${title}, page ${page}`;
};

/** Numbered pages stand below the list, whose path the model has. */
const pathOf = ({ page, path }: ListModel): string => (page === undefined ? path : `${path}page/${page}/`);

const pageLink = (title: string, path: string | undefined): Link | undefined =>
  path === undefined ? undefined : { title, path };

function describe({ of, title }: ListModel, site: Site, profile: Profile | undefined): string | undefined {
  if (of === "home") return site.description;
  if (of === "author") return profile?.bio ?? `Posts by ${title} on ${site.title}`;
  return of === "tag" ? `Posts tagged ${title} on ${site.title}` : `The series “${title}” on ${site.title}`;
}

function header(model: ListModel, site: Site, profile: Profile | undefined): Markup | false {
  const { of, page } = model;
  // The masthead holds the heading of the home page.
  if (of === "home" && page === undefined)
    return site.description !== undefined && html`<p class="lead p-summary">${site.description}</p>\n`;
  if (of === "author") return authorHeader(model, profile);
  return html`<header class="title">
${of !== "home" && kicker(of, site)}<h1 class="p-name">${titleOf(model)}</h1>
</header>\n`;
}

const kicker = (of: "tag" | "series", { language }: Site): Markup =>
  html`<p class="kicker">${english(of === "tag" ? html`<a href="/tags/">Tags</a>` : "Series", language)}</p>\n`;

const authorHeader = (model: ListModel, profile: Profile | undefined): Markup =>
  html`<header class="title p-author h-card">
<h1><a class="p-name u-url" href="${model.path}">${model.title}</a>${model.page !== undefined && `, page ${model.page}`}</h1>
${profile?.bio !== undefined && html`<p class="lead p-note">${profile.bio}</p>\n`}${
    profile &&
    profile.links.length > 0 &&
    html`<ul class="elsewhere" aria-label="${model.title} elsewhere">
${profile.links.map((link) => html`<li><a class="u-url" rel="me" href="${link.path}">${link.title}</a></li>\n`)}</ul>\n`
  }
</header>\n`;

function entry(post: Summary, site: Site): Markup {
  const language = languageAttributes(post.lang ?? site.language, site.language);
  return html`<article class="h-entry">
<h2 class="p-name"${language}><a class="u-url" href="${post.path}">${post.title}</a></h2>
<p class="meta">${post.draft === true && html`<strong>${english("Draft", site.language)}</strong> · `}${time(post.date, "dt-published")}${post.tags.length > 0 && html` · ${tagLinks(post.tags)}`}</p>
${post.description !== undefined && html`<p class="p-summary"${language}>${post.description}</p>\n`}</article>\n`;
}

/** https://schema.org: what the site is on its home page, who the author is on theirs, else a plain collection. */
function linkedData(model: ListModel, site: Site, profile: Profile | undefined): Readonly<Record<string, unknown>> {
  const url = absolute(site, pathOf(model));
  if (model.of === "home" && model.page === undefined)
    return { "@type": "Blog", name: site.title, description: site.description, url, inLanguage: site.language };
  if (model.of !== "author") return { "@type": "CollectionPage", name: titleOf(model), url };
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
