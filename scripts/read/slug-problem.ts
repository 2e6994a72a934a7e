import { canonicalPath } from "../../src/content/slug.ts";

/** What is wrong with a name in a path, as what was expected instead; undefined for a good one. */
export function slugProblem(slug: string): string | undefined {
  // "." and ".." are resolved away by every URL parser (WHATWG URL §4.5), a slash would leave the folder.
  if (/[/\\]/.test(slug) || slug === "." || slug === "..") return "a name without slashes, which stays in its folder";
  if (/\p{Cc}/u.test(slug)) return "a name without control characters";
  if (slug.trim() !== slug || slug === "") return "a name that neither is empty nor begins or ends with a space";
  if (slug === "index.html") return "another name, since index.html is the folder that it is in";
  return undefined;
}

/** As `slugProblem`, for an article of `posts` or `pages`. */
export function articleSlugProblem(section: string, slug: string): string | undefined {
  if (slug.startsWith("."))
    return slugProblem(slug) ?? "a name without a dot at its beginning, which would hide its file";
  if (isPattern(`/${slug}`)) return "a name without * and without : at its beginning, which hosts take for any name";
  if (section === "pages" && isReserved(`/${slug}`)) return "another name, since that one is a file of the site itself";
  return slugProblem(slug);
}

/** What hosts and other systems take for a part of a path that may be anything: `/blog/*`, `/blog/:slug/`. */
const isPattern = (path: string): boolean => /\*|\/:/.test(path);

/** Why no file of an author can be at a path, as a sentence for behind its name, with a cure; undefined where one can. */
export function filePathProblem(path: string): string | undefined {
  if (!isReserved(path)) return undefined;
  const cure = /^\/_redirects/i.test(path) ? "write `redirects` into site.yaml" : "rename or remove it";
  return `cannot be published at ${path}: hosts obey a file there, or a build writes its own, ${cure}`;
}

/** Whether a path begins with a name that hosts read, or that a build gives to files of its own. */
const isReserved = (path: string): boolean =>
  /^\/(_(headers|redirects|routes\.json|worker\.js|search)|4(04|10)\.html)(\/|$)/i.test(path);

/**
 * The canonical form of an old path of the site as an author writes it, no URL, no query, and no dots; or `cure`, what is to be
 * said of another text behind an example.
 */
export function readOldPath(text: string): { readonly path: string } | { readonly cure: string } {
  const path = text.trim() === "" ? undefined : canonicalPath(text);
  const forms = [text.startsWith("/") ? text : `/${text}`, path ?? ""]; // what must not be there may be written as an escape
  if (forms.some(isPattern)) return { cure: ", a line for each, since there are no wildcards" };
  if (path !== undefined && isReserved(path)) return { cure: ", since that one is a file of the site itself" };
  // Programs resolve dots away before they ask (RFC 3986 §5.2.4), so nobody would come by such a path.
  return path === undefined || /^\/\/|^[a-z]+:|[?#]/i.test(text) || forms.some((form) => /\/\.\.?(\/|$)/.test(form))
    ? { cure: "" }
    : { path };
}
