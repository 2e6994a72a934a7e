/**
 * The path of a URL on the site that `base` belongs to; undefined for one that leads elsewhere. A site is recognized by its
 * host: readers reach it by the other scheme and with a dot after its name too. Backslashes are slashes to browsers, and
 * Markdown writes them as escapes; a space at the end of a path is a typing error.
 */
export function ownPath(url: string, base: string): string | undefined {
  const [target, own] = [URL.parse(url.replaceAll(/%5c/gi, "/"), base), siteOf(base)];
  if (!target || !own || !/^https?:$/.test(target.protocol) || hostOf(target) !== hostOf(own)) return undefined;
  return target.pathname.replace(/(?:%20)+(?=\/?$)/, "");
}

// All that a build asks for belongs to one site.
let latest: { readonly base: string; readonly url: URL | null } | undefined;

function siteOf(base: string): URL | null {
  if (latest?.base !== base) latest = { base, url: URL.parse(base) };
  return latest.url;
}

/** A URL of the site as a path with its query and fragment; any other reference as it is. */
export function ownReference(reference: string, base: string): string {
  if (!isElsewhere(reference)) return reference;
  const path = ownPath(reference, base);
  return path === undefined ? reference : path + (/[?#].*$/s.exec(reference)?.[0] ?? "");
}

/** Whether a reference names a scheme or a host. */
export const isElsewhere = (reference: string): boolean => /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(reference);

/** Whether a reference is a path of the machine on which it was written: `file:///…`, `C:\…`. Markdown writes backslashes as escapes. */
export const isOfOneMachine = (reference: string): boolean => /^(?:file:|[a-z]:(?:[\\/]|%5c))/i.test(reference);

const hostOf = ({ host }: URL): string => host.replace(/\.(?=:|$)/, "");
