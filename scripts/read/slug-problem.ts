import { canonicalPath } from "../../src/content/slug.ts";

/** What was expected instead of a name in a path; undefined for a good one. */
export function slugProblem(slug: string): string | undefined {
  // "." and ".." are resolved away by every URL parser (WHATWG URL §4.5), a slash would leave the folder.
  if (/[/\\]/.test(slug) || slug === "." || slug === "..") return "a name without slashes, which stays in its folder";
  if (/\p{Cc}/u.test(slug)) return "a name without control characters";
  if (slug.trim() !== slug || slug === "") return "a name that is not empty and neither begins nor ends with a space";
  if (slug === "index.html") return "another name, since index.html stands for the folder that contains it";
  return undefined;
}

/** As `slugProblem`, for an article of `posts` or `pages`. */
export function articleSlugProblem(section: string, slug: string): string | undefined {
  if (slug.startsWith("."))
    return slugProblem(slug) ?? "a name that does not begin with a dot, which would hide its file";
  if (isPattern(`/${slug}`))
    return "a name that neither contains * nor begins with :, which hosts take to mean any name";
  if (section === "pages" && isReserved(`/${slug}`)) return "another name, since that one is a file of the site itself";
  return slugProblem(slug);
}

/** Whether hosts and other systems would take a part of a path to mean anything: `/blog/*`, `/blog/:slug/`. */
const isPattern = (path: string): boolean => /\*|\/:/.test(path);

/** Why no file of an author's can be at a path, as the rest of a sentence that starts with its name, with a cure; undefined if one can. */
export function filePathProblem(path: string): string | undefined {
  if (!isReserved(path)) return undefined;
  const [, setting] = settingsOf.find(([name]) => name.test(path)) ?? [];
  const cure = setting ? `write \`${setting}\` into site.yaml` : "rename or remove it";
  return `cannot be published at ${path}: hosts take instructions from such a file, or a build writes its own, ${cure}`;
}

/** The settings that say what an author would write such a file for. */
const settingsOf = [
  [/^\/_redirects/i, "redirects"],
  [/^\/_headers/i, "policy"],
] as const;

/** Whether a path begins with a name that hosts read, or that a build gives to its own files. */
const isReserved = (path: string): boolean =>
  /^\/(_(headers|redirects|routes\.json|worker\.js|search)|4(04|10)\.html)(\/|$)/i.test(path);

/**
 * The canonical form of an old path of the site as an author writes it, which is not a URL and has no query and no dots; or
 * `cure`, what to say about any other text after an example.
 */
export function readOldPath(text: string): { readonly path: string } | { readonly cure: string } {
  const path = text.trim() === "" ? undefined : canonicalPath(text);
  const forms = [text.startsWith("/") ? text : `/${text}`, path ?? ""]; // what is not allowed may be written as an escape
  if (forms.some(isPattern)) return { cure: ", one line for each path, since there are no wildcards" };
  if (path !== undefined && isReserved(path)) return { cure: ", since that one is a file of the site itself" };
  // Programs resolve dots away before they send a request (RFC 3986 §5.2.4), so nobody would ask for such a path.
  return path === undefined || /^\/\/|^[a-z]+:|[?#]/i.test(text) || forms.some((form) => /\/\.\.?(\/|$)/.test(form))
    ? { cure: "" }
    : { path };
}
