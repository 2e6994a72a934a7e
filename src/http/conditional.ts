import type { Moment } from "../content/date.ts";

/** What a client and its caches know of a representation. */
export interface Validators {
  /** The entity tag in its quotes. */
  readonly etag: string;
  readonly modified: Moment;
}

/**
 * Whether the client's copy is still good, so that 304 is the answer. If-None-Match decides alone when it is there
 * (RFC 9110 §13.2.2); tags are compared weakly, since Cloudflare makes them weak when it compresses (§13.1.2).
 */
export function isFresh(request: Headers, { etag, modified }: Validators): boolean {
  const noneMatch = request.get("if-none-match");
  if (noneMatch !== null)
    return noneMatch.trim() === "*" || (noneMatch.match(entityTags) ?? []).some((tag) => strong(tag) === etag);
  const since = request.get("if-modified-since");
  // A date that is no HTTP date is ignored (§13.1.3); it gives NaN, and no comparison with that holds.
  return since !== null && httpDate.test(since) && Date.parse(since) >= modified * 1000;
}

const entityTags = /(?:W\/)?"[^"]*"/g;

const strong = (tag: string): string => tag.replace(/^W\//, "");

// The three forms of RFC 9110 §5.6.7: Sun, 06 Nov 1994 08:49:37 GMT; Sunday, 06-Nov-94 08:49:37 GMT; Sun Nov  6 08:49:37 1994
const httpDate = /^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d( GMT$| \d{4}$)/;
