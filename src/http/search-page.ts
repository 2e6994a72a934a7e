import type { Moment } from "../content/date.ts";
import { mediaTypes, type Until } from "../content/release.ts";
import { type Found, resultsPerPage } from "../search/found.ts";
import { searchAddress } from "../search/paths.ts";
import { parseQuery, type Query } from "../search/query.ts";
import type { Frame } from "../views/frame.ts";
import { renderSearch } from "../views/render.ts";
import { preconditions } from "./conditional.ts";
import type { HeaderFields } from "./header-fields.ts";
import { cacheHeaders, neverStored, policies } from "./policy.ts";
import { claimOf, withClaim } from "./preview.ts";
import { html } from "./representation.ts";

/** Searches the articles that are live at a moment. */
export interface Finder {
  /** `page` counts from 1. Rejects when the index can't be read. */
  readonly find: (query: Query, page: number, now: Moment) => Promise<Found>;
}

interface Around {
  readonly finder: Finder;
  readonly frame: Frame;
  /** Headers that all responses carry. */
  readonly base: HeaderFields;
}

/**
 * Answers what is asked for at `/search/`, or at another spelling of that. `request` are the headers of the request, `until` the moments
 * that no cache may keep it past.
 */
export async function answerSearch(
  { pathname, search }: URL,
  request: Headers,
  now: Moment,
  until: Until,
  { finder, frame, base }: Around,
): Promise<Response> {
  const asked = new URLSearchParams(search);
  const query = parseQuery(asked.get("q") ?? "");
  const number = query.spelling === "" ? 1 : numberOf(asked.get("page") ?? "1");
  const claim = claimOf(search);
  const own = searchAddress(query.spelling, number);
  const address = claim === undefined ? own : withClaim(own, claim);
  if (address !== pathname + search) {
    const fields = { ...base, location: address, "content-type": mediaTypes.text };
    return new Response(`Moved to ${address}\n`, {
      status: 301,
      headers: { ...fields, ...cacheHeaders(policies.redirect, now, until) },
    });
  }
  const found = await finder.find(query, Math.max(1, number), now);
  // Of a query that finds nothing, the first page says so.
  const isThere = number > 0 && number <= Math.max(1, Math.ceil(found.total / resultsPerPage));
  const model = isThere ? { query, page: number, found } : { query, page: undefined, found: { ...found, results: [] } };
  const body = new TextEncoder().encode(renderSearch(model, frame));
  const fields = { ...base, "content-type": html };
  // Else there would be as many pages as numbers, all alike.
  if (!isThere)
    return new Response(body, { status: 404, headers: { ...fields, ...cacheHeaders(policies.notFound, now, until) } });
  const etag = `"${await digestOf(body)}"`;
  const shown: HeaderFields = { ...base, etag, ...cacheHeaders(policies.search, now, until) };
  const outcome = preconditions(request, shown, now);
  if (outcome === 304) return new Response(null, { status: 304, headers: shown });
  if (outcome === 412) return new Response(null, { status: 412, headers: { ...base, ...neverStored } });
  return new Response(body, { headers: { ...shown, "content-type": html } });
}

/** The number of a page; 0 for what is not one, or is higher than any can be. */
const numberOf = (page: string): number => (/^[1-9]\d{0,5}$/.test(page) ? Number(page) : 0);

/** The first half of the SHA-256 in hexadecimal. */
async function digestOf(body: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body), 0, 16);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
