import type { Moment } from "../content/date.ts";
import type { Until } from "../content/release.ts";
import type { HeaderFields } from "./header-fields.ts";

/** How long a kind of response may be kept, in seconds. */
export interface Policy {
  /** By browsers and by any cache between (`Cache-Control: max-age`). */
  readonly browser: number;
  /** By Cloudflare's edge, which a deploy empties (`Cloudflare-CDN-Cache-Control: max-age`, RFC 9213). */
  readonly edge: number;
  /** How long a stale response may still be shown while a new one is fetched (RFC 5861). */
  readonly stale: number;
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** One policy for each kind of response, failures included. */
export const policies = {
  page: { browser: minute, edge: 7 * day, stale: hour },
  // Feed readers ask often and for years; an hour is what they are asked to wait (FeedReaderBestPractices).
  feed: { browser: hour, edge: 7 * day, stale: day },
  file: { browser: hour, edge: 7 * day, stale: day },
  // A query that is asked for once may never be asked for again.
  search: { browser: minute, edge: day, stale: hour },
  redirect: { browser: hour, edge: 7 * day, stale: 0 },
  gone: { browser: hour, edge: day, stale: 0 },
  // Short, because a publication may bring the page that was missing.
  notFound: { browser: minute, edge: hour, stale: 0 },
} as const satisfies Record<string, Policy>;

/** What may never be kept: failures, malformed requests, wrong methods, and previews, granted or not. */
export const neverStored: HeaderFields = { "cache-control": "no-store" };

// One second for the fraction that the clock cuts off, one for the way to the cache: RFC 9111 §4.2.3 counts that as age,
// but not every cache does, and those behind another one see ages in whole seconds.
const margin = 2;

/**
 * The headers of a policy for a response that changes at `until`: no lifetime reaches past that moment, stale ones
 * included, since a cache that shows a post late shows it at a time that its author did not choose. What everybody sees
 * ends with the next change of the whole site, on all paths alike: if it were the path's own, a short life of a tag's feed
 * would reveal a post to come. What Cloudflare takes for itself ends with the path's own.
 */
export function cacheHeaders(policy: Policy, now: Moment, until: Until): HeaderFields {
  return {
    "cache-control": directives(policy.browser, policy.stale, until.site - now),
    "cloudflare-cdn-cache-control": directives(policy.edge, policy.stale, until.path - now),
  };
}

/** The first moment after `now` at which `cacheHeaders` say something else; Infinity when they never do. */
export const steadyUntil = ({ browser, edge, stale }: Policy, now: Moment, { path, site }: Until): Moment =>
  Math.max(now + 1, Math.min(site - browser, path - edge) - margin - stale + 1);

/** With a zero too: a cache that is told nothing of stale responses may have a habit of its own, Varnish ten seconds. */
function directives(lifetime: number, stale: number, steady: number): string {
  const left = Math.max(0, steady - margin);
  const age = Math.min(lifetime, left);
  return `public, max-age=${age}, stale-while-revalidate=${Math.min(stale, left - age)}`;
}
