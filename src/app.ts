import { Hono } from "hono";
import type { Moment } from "./content/date.ts";
import { mediaTypes, type Release, type Route, type Until } from "./content/release.ts";
import { canonicalPath } from "./content/slug.ts";
import { isFresh } from "./http/conditional.ts";
import type { Fields } from "./http/header-fields.ts";
import { Memory } from "./http/page-cache.ts";
import { nearestArticle } from "./http/suggestion.ts";
import { cacheHeaders, neverStored, policies } from "./http/policy.ts";
import { claimOf, grantedMoment, privately } from "./http/preview.ts";
import { type Content, holds, html, represent, type Representation } from "./http/representation.ts";
import { securityHeaders } from "./http/security.ts";
import type { Store } from "./store.ts";
import { renderer } from "./http/render-blob.ts";
import type { Frame } from "./views/frame.ts";
import { renderFailure, renderGone, renderNotFound } from "./views/render.ts";

/** What is asked for, at which moment, and where the answer may be kept. */
interface Asked {
  readonly pathname: string;
  readonly search: string;
  readonly headers: Headers;
  readonly now: Moment;
  readonly memory: Memory;
}

// An isolate has 128 MB, most of which the runtime, the release and requests under way need.
const memoryBytes = 16 * 1024 * 1024;

/**
 * The whole site: a release says what each path answers with, a store has the blobs, `clock` tells the moment. Links that
 * were signed with `secret` show the site at another moment; without one there are none.
 */
export function createApp(release: Release, store: Store, clock: () => Moment, secret?: string): Hono {
  const { site, style } = release.header;
  const frame: Frame = { site, style: style.text };
  const render = renderer(frame);
  const memory = new Memory(memoryBytes);
  const security = securityHeaders(style.digest);
  // One handler answers every path, so that Hono need not look at it.
  const app = new Hono({ getPath: () => "/" });

  // HEAD as well: Hono makes it of GET.
  app.get("/", ({ req: { raw } }) => {
    const now = clock();
    const { url, headers } = raw;
    // Paths in memory are canonical: an address that is found needs no parsing and no look into the release.
    const path = url.slice(url.indexOf("/", "http://h".length));
    const kept = memory.get(path);
    if (kept && holds(kept, now)) return deliver(path, kept, headers, memory);
    // What stands behind the host makes no address invalid.
    const address = URL.parse(url);
    if (!address) return malformed();
    const { pathname, search } = address;
    const claim = claimOf(search);
    if (claim === undefined) return answer({ pathname, search, headers, now, memory });
    return preview(claim, { pathname, search, headers: new Headers(), now, memory: new Memory(0) });
  });

  async function preview(claim: string, asked: Asked): Promise<Response> {
    const now = secret ? await grantedMoment(claim, secret, asked.now) : undefined;
    // A cache that takes no notice of queries must not keep it for the path itself.
    if (now === undefined) return notFound(asked.pathname, asked.now, neverStored);
    return privately(await answer({ ...asked, now }), claim);
  }

  function answer(asked: Asked): Response | Promise<Response> {
    const { pathname, search, now } = asked;
    const { path, route } = find(release, pathname, now);
    const { target, until } = route;
    if (!target) return notFound(pathname, now);
    // Before the canonical path, which would lead to nothing but this.
    if (target.kind === "gone") return page(410, cacheHeaders(policies.gone, now, until), renderGone(frame));
    if (target.kind === "redirect") return redirect(isPath(target.to) ? target.to + search : target.to, now, until);
    if (path !== pathname) return redirect(path + search, now, until);
    return content(path, target, until, asked);
  }

  function content(path: string, target: Content, until: Until, asked: Asked): Response | Promise<Response> {
    const { headers, now, memory } = asked;
    const shown = represent(path, target, now, until, release.header, security);
    const kept = memory.get(path);
    if (kept?.etag !== shown.etag) return deliver(path, shown, headers, memory);
    const same = { ...shown, headers: new Headers(shown.fields), body: kept.body };
    memory.set(path, same);
    return deliver(path, same, headers, memory);
  }

  function deliver(
    path: string,
    shown: Representation,
    request: Headers,
    memory: Memory,
  ): Response | Promise<Response> {
    if (isFresh(request, shown.fields)) return unchanged(shown);
    return shown.body
      ? new Response(shown.body, { headers: shown.headers ?? shown.fields })
      : complete(path, shown, memory);
  }

  function unchanged({ headers, fields }: Representation): Response {
    const response = new Response(null, { status: 304, headers: headers ?? fields });
    response.headers.delete("content-type"); // of a body that is not there
    return response;
  }

  async function complete(path: string, shown: Representation, memory: Memory): Promise<Response> {
    const { kind, key } = shown.target;
    const blob = await store.get(key);
    if (blob === undefined) {
      // A failure and never a 404: the release says that it is there.
      console.error(`blob ${key} is missing`);
      return failure();
    }
    // Somebody else who waited for the same blob may have kept the page already.
    const kept = memory.get(path);
    // A response copies bytes that it is made of (https://fetch.spec.whatwg.org/#concept-bodyinit-extract), so memory may change.
    const body = kept?.etag === shown.etag && kept.body ? kept.body : memory.add(path, shown, render(kind, blob));
    return new Response(body, { headers: shown.fields });
  }

  const respond = (status: number, headers: Fields, body: string | Blob): Response =>
    new Response(body, { status, headers: { ...security, ...headers } });

  const page = (status: number, caching: Fields, text: string | Blob): Response =>
    respond(status, { "content-type": html, ...caching }, text);

  // Most paths that lead to nothing are like no other, and all of those get the same page.
  const nothingLikeIt = new Blob([renderNotFound(frame)]);
  const cachedNotFound = (now: Moment): Fields => cacheHeaders(policies.notFound, now, release.untilAny(now));
  const notFound = (path: string, now: Moment, caching = cachedNotFound(now)): Response => {
    const nearest = nearestArticle(release, path, now);
    return page(404, caching, nearest === undefined ? nothingLikeIt : renderNotFound(frame, nearest));
  };

  /** Leaves the host that was asked only where the author's settings say so: a path never begins with two slashes. */
  function redirect(location: string, now: Moment, until: Until): Response {
    return respond(
      301,
      {
        location,
        "content-type": mediaTypes.text,
        ...cacheHeaders(policies.redirect, now, until),
      },
      `Moved to ${location}\n`,
    );
  }

  const failure = (): Response => page(503, { ...neverStored, "retry-after": "30" }, renderFailure(frame));

  // What a Host that is none is to get (RFC 9112 §3.2).
  const malformed = (): Response =>
    respond(400, { "content-type": mediaTypes.text, ...neverStored }, "The Host of this request is not a host\n");

  app.notFound(() =>
    respond(
      405,
      { allow: "GET, HEAD", "content-type": mediaTypes.text, ...neverStored },
      "Only GET and HEAD are answered here\n",
    ),
  );
  app.onError((error) => {
    console.error(error);
    return failure();
  });
  return app;
}

/**
 * Whether a redirect leads to a path alone, which can take the query of a request. What a reader's address says is no
 * business of other sites, least of all the signature of a preview.
 */
const isPath = (to: string): boolean => /^\/[^?#]*$/.test(to);

/** The path that answers for a requested one, with or without a slash at its end, and what it answers with. */
function find(release: Release, requested: string, now: Moment): { readonly path: string; readonly route: Route } {
  const path = canonicalPath(requested) ?? requested;
  const route = release.route(path, now);
  if (route.target || path === "/") return { path, route };
  const other = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
  const found = release.route(other, now);
  if (!found.target) return { path, route };
  // It answers for as long as nothing takes the path that was asked for, too.
  const { path: own = Infinity, site } = found.until;
  const until = { path: Math.min(own, route.until.path ?? Infinity), site };
  return { path: other, route: { ...found, until } };
}
