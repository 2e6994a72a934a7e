import { percentDecoded } from "../content/percent-decoded.ts";

/**
 * Cloudflare decodes paths and collapses their slashes before it looks for a static file, so `/%5Fsearch/…` and `//_search/…` are the
 * same file as `/_search/…`. `run_worker_first` in wrangler.toml sees paths as they were sent; it has the worker asked first
 * for all that may be such a spelling. Below `/_search/` lies the index, which nobody gets.
 */
function isPrivate(pathname: string): boolean {
  // Cloudflare leaves a segment as it is if its escapes are not UTF-8.
  const decoded = pathname.split("/").map(percentDecoded).join("/").replace(/\/+/g, "/");
  return decoded.startsWith("/_search/");
}

/** Whether the worker is asked first for a path that is not such a spelling after all, so that a file may be there. */
export const mayBeFile = (pathname: string): boolean => /^\/(?:\/|%[25]f|_.*%)/i.test(pathname) && !isPrivate(pathname);
