import type { Models } from "../content/models.ts";
import type { Link, Site } from "../content/site.ts";
import { apology, type Reason } from "./apology.ts";
import { archive } from "./archive.ts";
import { renderDocument } from "./document.ts";
import { feeds } from "./feeds.ts";
import type { Frame, Leaf } from "./frame.ts";
import { list } from "./list.ts";
import { page } from "./page.ts";
import { post } from "./post.ts";
import { tags } from "./tags.ts";

type Views = { readonly [Kind in keyof Models]: (model: Models[Kind], site: Site) => Leaf };

const views: Views = { post, page, list, tags, archive, feeds };

/** The HTML document of a page, from the model of its kind. */
export const renderPage = <Kind extends keyof Models>(kind: Kind, model: Models[Kind], frame: Frame): string =>
  renderDocument(views[kind](model, frame.site), frame);

/** The HTML document for where there is no page to show. `nearest` is the page whose address comes closest to the one that was asked for. */
export const renderApology = (reason: Reason, frame: Frame, nearest?: Link): string =>
  renderDocument(apology(reason, frame.site, nearest), frame);
