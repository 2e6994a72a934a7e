import type { Models } from "../content/models.ts";
import type { Link, Site } from "../content/site.ts";
import { archive } from "./archive.ts";
import { renderDocument } from "./document.ts";
import { failure, gone, notFound } from "./errors.ts";
import { feeds } from "./feeds.ts";
import type { Frame, Leaf } from "./frame.ts";
import { list } from "./list.ts";
import { page } from "./page.ts";
import { post } from "./post.ts";
import { tags } from "./tags.ts";

const views: { readonly [Kind in keyof Models]: (model: Models[Kind], site: Site) => Leaf } = {
  post,
  page,
  list,
  tags,
  archive,
  feeds,
};

/** The HTML document of a page, from the model of its kind. */
export const renderPage = <Kind extends keyof Models>(kind: Kind, model: Models[Kind], frame: Frame): string =>
  renderDocument(views[kind](model, frame.site), frame);

/** 404. `nearest` is the page whose address comes closest to the one that was asked for. */
export const renderNotFound = (frame: Frame, nearest?: Link): string =>
  renderDocument(notFound(frame.site, nearest), frame);

/** 410, for what was removed on purpose. */
export const renderGone = (frame: Frame): string => renderDocument(gone(frame.site), frame);

/** 503, for when the store does not answer. */
export const renderFailure = (frame: Frame): string => renderDocument(failure(frame.site), frame);
