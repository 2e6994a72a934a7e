import { Hono } from "hono";
import type { Moment } from "./content/date.ts";
import { mediaTypes, type Release, type Route, sheetsOf, type Until } from "./content/release.ts";
import { canonicalPath } from "./content/slug.ts";
import { preconditions } from "./http/conditional.ts";
import type { HeaderFields } from "./http/header-fields.ts";
import { type Page, PageCache } from "./http/page-cache.ts";
import { nearestArticle, wordsOf } from "./http/suggestion.ts";
import { cacheHeaders, neverStored, policies } from "./http/policy.ts";
import { claimOf, grantedMoment, privately } from "./http/preview.ts";
import { bodyOf, holds, html, represent, type Representation } from "./http/representation.ts";
import { missingPages } from "./views/search/missing-page.ts";
import { answerSearch, type Finder } from "./http/search-page.ts";
import { securityHeaders } from "./http/security.ts";
import { searchPath } from "./search/paths.ts";
import type { Store } from "./store.ts";
import type { Frame } from "./views/frame.ts";
import { renderApology } from "./views/render.ts";
import { theme as ownTheme } from "./views/default-theme.ts";

// An isolate has 128 MB, most of which the runtime, the release and requests under way need.
const cacheBytes = 16 * 1024 * 1024;

const plain: HeaderFields = { "content-type": mediaTypes.text };

const unwanted = "What is here is not what If-Match or If-Unmodified-Since ask for\n";

/**
 * The whole site: a release says what each path answers with, a store has the blobs, `clock` tells the moment. Links that
 * were signed with `secret` show the site at another moment; without one there are none. Without `finder` nobody can search.
 */
export function createApp(
  release: Release,
  store: Store,
  clock: () => Moment,
  secret?: string,
  theme = ownTheme,
  finder?: Finder,
): Hono {
  const { header } = release;
  const frame: Frame = { site: header.site, style: header.style, theme };
  const pages = new PageCache(cacheBytes);
  const security = securityHeaders(
    sheetsOf(header.style).map(({ digest }) => digest),
    header.site.policy,
    header.site.search !== false,
  );
  // One handler answers every path, so that Hono need not look at it.
  const app = new Hono({ getPath: () => "/" });

  // HEAD as well: Hono makes it of GET.
  app.get("/", ({ req: { raw } }) => {
    const now = clock();
    const { url, headers } = raw;
    // Paths in the cache are canonical: an address that is found needs no parsing and no look into the release.
    const kept = pages.get(url.slice(url.indexOf("/", "http://h".length)));
    if (kept && holds(kept, now)) return send(kept, headers, now);
    const address = URL.parse(url);
    // What follows the host never makes an address invalid; a malformed Host must get this answer (RFC 9112 §3.2).
    if (!address) return respond(400, { ...plain, ...neverStored }, "The Host of this request is not a host\n");
    const claim = claimOf(address.search);
    if (claim !== undefined) return preview(claim, address, now);
    const shown = resolve(address, now, headers);
    return "target" in shown ? send(renewed(shown), headers, now) : shown;
  });

  async function preview(claim: string, address: URL, now: Moment): Promise<Response> {
    const moment = secret ? await grantedMoment(claim, secret, now) : undefined;
    // A cache that takes no notice of queries must not keep it for the path itself.
    if (moment === undefined) return notFound(address.pathname, now, neverStored);
    // Nobody has a copy of a preview that could still be good.
    const shown = await resolve(address, moment, new Headers());
    return privately(shown instanceof Response ? shown : await load(shown, new PageCache(0)), claim);
  }

  /** What an address shows at a moment, or the response where that is neither a page nor a file. */
  function resolve(address: URL, now: Moment, request: Headers): Representation | Response | Promise<Response> {
    const { pathname, search } = address;
    const { path, target, until } = find(release, pathname, now);
    if (!target && finder && path === searchPath)
      return answerSearch(address, request, now, until, { finder, frame, base: security });
    if (!target) return notFound(pathname, now, cacheHeaders(policies.notFound, now, until));
    // Before the canonical path, which would lead to nothing but this.
    if (target.kind === "gone")
      return respond(410, cacheHeaders(policies.gone, now, until), goneAt(wordsToFind(pathname)));
    if (target.kind === "redirect") return redirect(isPath(target.to) ? target.to + search : target.to, now, until);
    if (path !== pathname) return redirect(path + search, now, until);
    return represent(path, target, now, until, header, security);
  }

  /** With the body of the page that is kept, where that is the same. */
  function renewed(shown: Representation): Representation | Page {
    const kept = pages.get(shown.path);
    if (kept?.etag !== shown.etag) return shown;
    const page = { ...shown, headers: new Headers(shown.fields), body: kept.body };
    pages.put(page);
    return page;
  }

  function send(shown: Representation | Page, request: Headers, now: Moment): Response | Promise<Response> {
    const headers = "headers" in shown ? shown.headers : shown.fields;
    const outcome = preconditions(request, shown.fields, now);
    if (outcome === 200) return "body" in shown ? new Response(shown.body, { headers }) : load(shown, pages);
    if (outcome === 412) return respond(412, { ...plain, ...neverStored }, unwanted);
    const unchanged = new Response(null, { status: 304, headers });
    unchanged.headers.delete("content-type"); // of a body that is not there
    return unchanged;
  }

  async function load(shown: Representation, cache: PageCache): Promise<Response> {
    const { path, target, etag, fields } = shown;
    let what = "the blob is missing";
    const blob = await store.get(target.key).catch((error: unknown) => void (what = String(error)));
    if (blob === undefined) {
      // A failure and never a 404: the release says that it is there.
      report({ what, path, key: target.key });
      return failure();
    }
    // Somebody else who waited for the same blob may have made the page already.
    const kept = cache.get(path);
    if (kept?.etag === etag) return new Response(kept.body, { headers: fields });
    const body = bodyOf(target.kind, blob, frame);
    cache.put({ ...shown, body });
    return new Response(body, { headers: fields });
  }

  /** HTML, unless the fields say otherwise. */
  const respond = (status: number, fields: HeaderFields, body: string | Blob): Response =>
    new Response(body, { status, headers: { ...security, "content-type": html, ...fields } });

  // Made when they are wanted, so that a theme which cannot make them fails there alone.
  const goneAt = missingPages((words) => renderApology("gone", frame, undefined, words));
  const nothingAt = missingPages((words) => renderApology("notFound", frame, undefined, words));
  const wordsToFind = (path: string): string => (header.site.search === false ? "" : wordsOf(path));
  const notFound = (path: string, now: Moment, caching: HeaderFields): Response => {
    const nearest = nearestArticle(release, path, now);
    const words = wordsToFind(path);
    return respond(404, caching, nearest ? renderApology("notFound", frame, nearest, words) : nothingAt(words));
  };

  /** Leaves the host that was asked only where the author's settings say so: a path never begins with two slashes. */
  const redirect = (location: string, now: Moment, until: Until): Response =>
    respond(301, { location, ...plain, ...cacheHeaders(policies.redirect, now, until) }, `Moved to ${location}\n`);

  const failure = (around = frame): Response =>
    respond(503, { ...neverStored, "retry-after": "30" }, renderApology("failure", around));

  app.notFound(() =>
    respond(405, { allow: "GET, HEAD", ...plain, ...neverStored }, "Only GET and HEAD are answered here\n"),
  );
  app.onError((error, { req }) => {
    report({ what: String(error), path: URL.parse(req.url)?.pathname ?? req.url, stack: error.stack });
    try {
      return failure();
    } catch {
      // What failed may be what the theme puts around every page.
      return failure({ ...frame, theme: ownTheme });
    }
  });
  return app;
}

/** One line of the log for each failure, in JSON, so that it can be searched. A request that succeeds has none. */
const report = (failure: {
  readonly what: string;
  readonly path: string;
  readonly key?: string;
  readonly stack?: string | undefined;
}): void => console.error(JSON.stringify(failure));

/**
 * Whether a redirect leads to a path alone, which can take the query of a request. What a reader's address says is none
 * of other sites' business, least of all the signature of a preview.
 */
const isPath = (to: string): boolean => /^\/[^?#]*$/.test(to);

/** The path that answers for a requested one, with or without a slash at its end, and what it answers with. */
function find(release: Release, requested: string, now: Moment): Route & { readonly path: string } {
  const path = canonicalPath(requested) ?? requested;
  const route = release.route(path, now);
  if (route.target || path === "/") return { path, ...route };
  const other = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
  const found = release.route(other, now);
  if (!found.target) return { path, ...route };
  // It answers for as long as nothing takes the path that was asked for, too.
  const until = { ...found.until, path: Math.min(found.until.path, route.until.path) };
  return { path: other, target: found.target, until };
}
