import { count, Fields, list, type Nearest, type Read, type Reader, type Report, text, webUrl } from "./fields.ts";
import { language, present } from "./post.ts";

/** A link to a place, inside the site (`/about/`) or outside. */
export interface Link {
  readonly title: string;
  readonly path: string;
}

/** What `site.yaml` says, defaults filled in. */
export interface Site {
  readonly title: string;
  readonly description?: string;
  /** Origin of the site without a trailing slash: `https://blog.example`. */
  readonly url: string;
  readonly author?: string;
  /** BCP 47. */
  readonly language: string;
  /** Undefined when `site.yaml` has none: the prebuild then lists the archive, the tags and the pages. */
  readonly nav?: readonly Link[];
  readonly postsPerPage: number;
}

export const defaultSite: Site = {
  title: "A blog at the edge",
  url: "https://example.com",
  language: "en",
  postsPerPage: 10,
};

/** Reads `site.yaml`; undefined when an error was reported. */
export function parseSite(data: Readonly<Record<string, unknown>>, nearest: Nearest, report: Report): Site | undefined {
  const fields = new Fields(data, report);
  const optional = {
    title: fields.optional("title", text),
    description: fields.optional("description", text),
    url: fields.optional("url", origin),
    author: fields.optional("author", text),
    language: fields.optional("language", language),
    nav: fields.optional("nav", list(link)),
    postsPerPage: fields.optional("postsPerPage", count),
  };
  if (optional.url === undefined && !fields.failed)
    fields.warn([], `url is missing, so feeds and canonical links say ${defaultSite.url}`);
  fields.finish(nearest);
  return fields.failed ? undefined : { ...defaultSite, ...present(optional) };
}

const origin: Reader<string> = (value) => {
  const read = webUrl(value);
  if (!("value" in read)) return read;
  const url = new URL(read.value);
  return url.pathname === "/" && url.search === "" && url.hash === ""
    ? { value: url.origin }
    : { expected: "the address of the whole site, without a path, such as https://blog.example" };
};

const link: Reader<Link> = (value): Read<Link> => {
  if (typeof value !== "object" || value === null) return { expected: "a title and a path" };
  const { title, path } = value as Readonly<Record<string, unknown>>;
  if (typeof title !== "string" || title === "") return { expected: "a title", at: ["title"] };
  if (typeof path !== "string" || !/^(\/(?!\/)|https?:|mailto:)/.test(path))
    return { expected: "a path such as /about/ or a URL", found: path, at: ["path"] };
  return { value: { title, path } };
};
