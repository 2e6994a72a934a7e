import type { DatedLink, Shown } from "../content/models.ts";
import type { Link } from "../content/site.ts";
import { html, Markup, type Part } from "../markup.ts";
import type { Wording } from "./wording.ts";

/** A date for readers and machines; `role` is its microformats class, `language` says that it is in another one. */
export const time = (date: Shown, role?: "dt-published" | "dt-updated", language?: Markup | false): Markup =>
  html`<time${role && html` class="${role}"`}${language} datetime="${date.iso}">${date.day}</time>`;

/** Tags as links, separated the way prose does. */
export const tagLinks = (tags: readonly Link[]): Part =>
  tags.map((tag, index) => [
    index > 0 && ", ",
    html`<a class="p-category" rel="tag" href="${tag.path}">${tag.title}</a>`,
  ]);

/** Titles on one side and dates on the other, as a book's table of contents has its page numbers. */
export const ledger = (posts: readonly DatedLink[], { dates, titled }: Wording): Markup =>
  html`<ul class="ledger">
${posts.map((post) => html`<li><a href="${post.path}">${titled(post)}</a> ${time(post.date, undefined, dates())}</li>\n`)}</ul>`;

/** Where a turned page leads; the hint stands small above the title. */
export interface Turn {
  readonly path: string;
  readonly title: Part;
  readonly hint?: Part;
}

/** The way to the older (or previous) text on one side and to the newer (or next) on the other; nothing where there is neither. */
export function turn(label: string, older: Turn | undefined, newer: Turn | undefined): Markup | false {
  if (!older && !newer) return false;
  const link = (rel: "prev" | "next", { path, title, hint }: Turn): Markup =>
    html`<a rel="${rel}" href="${path}">${hint !== undefined && html`<small>${hint}</small> `}${title}</a>\n`;
  return html`<nav class="turn" aria-label="${label}">
${older && link("prev", older)}${newer && link("next", newer)}</nav>\n`;
}

/** A link that says so when it leads to the page that it stands on. */
export const linkFrom = (path: string | undefined, to: string, title: Part): Markup =>
  html`<a href="${to}"${to === path && html` aria-current="page"`}>${title}</a>`;

/** A number of posts, of what is heard and not seen: beside each of many terms it says enough. */
export const counted = (count: number, { say }: Wording): Markup =>
  html`<span aria-hidden="true">${count}</span><span class="visually-hidden">${count === 1 ? say("onePost") : say("manyPosts", count)}</span>`;

/** What is there of some parts on a line, each after a dot that goes along with it to the next line. */
export const separated = (parts: readonly (Markup | false | undefined)[]): Markup =>
  html`${parts.filter((part) => part instanceof Markup).map((part, index) => (index === 0 ? part : html` <span class="part">· ${part}</span>`))}`;
