import type { Models } from "../content/models.ts";
import type { Link } from "../content/site.ts";
import type { Reason } from "./apology.ts";
import type { Frame } from "./frame.ts";
import type { PageViews } from "./default-theme.ts";

/** The HTML document of a page, from the model of its kind. */
export const renderPage = <Kind extends keyof Models>(kind: Kind, model: Models[Kind], frame: Frame): string => {
  const views: PageViews = frame.theme.views;
  return frame.theme.views.document(views[kind](model, frame), frame).text;
};

/** The HTML document for where there is no page to show. `nearest` is the page whose address comes closest to the one that was asked for. */
export const renderApology = (reason: Reason, frame: Frame, nearest?: Link): string => {
  const { views } = frame.theme;
  return views.document(views.apology(reason, frame, nearest), frame).text;
};
