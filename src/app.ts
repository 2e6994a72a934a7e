import { Hono } from "hono";
import { type Moment, toHttpDate } from "./content/date.ts";
import {
  isFileKind,
  mediaTypes,
  type FileKind,
  type ModelKind,
  type Release,
  type Route,
  type Target,
} from "./content/release.ts";
import { canonicalPath } from "./content/slug.ts";
import { isFresh } from "./http/conditional.ts";
import { linkHeaders } from "./http/links.ts";
import { Memory } from "./http/memory.ts";
import { nearestArticle } from "./http/nearest.ts";
import { cacheHeaders, neverStored, policies, type Policy } from "./http/policy.ts";
import { claimOf, grantedMoment, privately } from "./http/preview.ts";
import { securityHeaders } from "./http/security.ts";
import type { Store } from "./store.ts";
import type { Bytes } from "./content/blob.ts";
import { type Render, renderer } from "./views/body.ts";
import type { Frame } from "./views/frame.ts";
import { renderFailure, renderGone, renderNotFound } from "./views/render.ts";

type Content = Extract<Target, { key: string }>;

const html = "text/html; charset=utf-8";

// An isolate has 128 MB, most of which the runtime, the release and requests under way need.
const memoryBytes = 16 * 1024 * 1024;

/**
 * The whole site: a release says what each path answers with, a store has the blobs, `clock` tells the moment. Links that
 * were signed with `secret` show the site at another moment; without one there are none.
 */
export function createApp(release: Release, store: Store, clock: () => Moment, secret?: string): Hono {
  const { site, style, look, lookModified } = release.header;
  const frame: Frame = { site, style: style.text };
  const render = renderer(frame);
  const memory = new Memory(memoryBytes);
  const security = securityHeaders(style.digest);
  const app = new Hono();

  const respond = (status: number, headers: readonly [string, string][], body: BodyInit | null): Response =>
    new Response(body, { status, headers: [...security, ...headers] });

  const page = (status: number, caching: readonly [string, string][], text: string): Response =>
    respond(status, [["content-type", html], ...caching], text);

  // Most paths that lead to nothing are like no other, and all of those get the same page.
  const nothingLikeIt = renderNotFound(frame);
  const notFound = (path: string, now: Moment): Response => {
    const nearest = nearestArticle(release, path, now);
    const caching = cacheHeaders(policies.notFound, now, release.nextMoment(now));
    return page(404, caching, nearest === undefined ? nothingLikeIt : renderNotFound(frame, nearest));
  };

  app.on(["GET", "HEAD"], "*", async ({ req }) => {
    const now = clock();
    const { pathname, search } = new URL(req.url);
    const claim = claimOf(search);
    if (claim === undefined) return answer(pathname, search, req.raw.headers, now);
    const at = secret ? await grantedMoment(claim, secret, now) : undefined;
    if (at === undefined) return notFound(pathname, now);
    return privately(await answer(pathname, search, new Headers(), at), claim);
  });

  async function answer(pathname: string, search: string, request: Headers, now: Moment): Promise<Response> {
    const { path, route } = find(release, pathname, now);
    const { target, until } = route;
    if (!target) return notFound(pathname, now);
    // Before the canonical path, which would lead to nothing but this.
    if (target.kind === "gone") return page(410, cacheHeaders(policies.gone, now, until), renderGone(frame));
    if (target.kind === "redirect") return redirect(target.to + search, now, until);
    if (path !== pathname) return redirect(path + search, now, until);
    return content(path, target, request, now, until);
  }

  /** Stays on the host that was asked: a path never begins with two slashes. */
  function redirect(location: string, now: Moment, until: Moment | undefined): Response {
    return respond(
      301,
      [
        ["location", location],
        ["content-type", "text/plain; charset=utf-8"],
        ...cacheHeaders(policies.redirect, now, until),
      ],
      `Moved to ${location}\n`,
    );
  }

  async function content(
    path: string,
    target: Content,
    request: Headers,
    now: Moment,
    until: Moment | undefined,
  ): Promise<Response> {
    const isPage = !isFileKind(target.kind);
    // A page looks different when its view does, so its tag and its date know of both.
    const etag = `"${target.key}${isPage ? look : ""}"`;
    const changed = isPage ? Math.max(target.modified, lookModified) : target.modified;
    // An author may date an update in the future, a server may not (RFC 9110 §8.8.2.1).
    const modified = Math.min(changed, now);
    const caching = cacheHeaders(policyOf(target.kind), now, until);
    const stamp = `${modified} ${caching.join(" ")}`;
    const last = memory.get(etag);
    const kept =
      last?.stamp === stamp ? last : { ...last, ...headersOf(path, target.kind, etag, modified, caching), stamp };
    if (kept !== last) memory.set(etag, kept);
    if (isFresh(request, { etag, modified })) return new Response(null, { status: 304, headers: kept.fresh });
    if (kept.body) return new Response(kept.body, { headers: kept.full });

    const body = await fetchBody(target, render, store);
    if (!body) return failure();
    memory.set(etag, { ...kept, body });
    return new Response(body, { headers: kept.full });
  }

  /** What the 200 and the 304 of a representation carry. */
  function headersOf(
    path: string,
    kind: Content["kind"],
    etag: string,
    modified: Moment,
    caching: readonly [string, string][],
  ): { readonly full: Headers; readonly fresh: Headers } {
    const fresh = new Headers([
      ...security,
      ["etag", etag],
      ["last-modified", toHttpDate(modified)],
      ...linkHeaders(path, kind, site),
      ...caching,
    ]);
    const full = new Headers(fresh);
    full.set("content-type", isFileKind(kind) ? mediaTypes[kind] : html);
    return { full, fresh };
  }

  const failure = (): Response => page(503, [...neverStored, ["retry-after", "30"]], renderFailure(frame));

  app.notFound(() =>
    respond(
      405,
      [["allow", "GET, HEAD"], ["content-type", "text/plain; charset=utf-8"], ...neverStored],
      "Only GET and HEAD are answered here\n",
    ),
  );
  app.onError((error) => {
    console.error(error);
    return failure();
  });
  return app;
}

/** The path that answers for a requested one, with or without a slash at its end, and what it answers with. */
function find(release: Release, requested: string, now: Moment): { readonly path: string; readonly route: Route } {
  const path = canonicalPath(requested) ?? requested;
  const route = release.route(path, now);
  if (route.target || path === "/") return { path, route };
  const other = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
  const found = release.route(other, now);
  if (!found.target) return { path, route };
  // It answers for as long as nothing takes the path that was asked for, too.
  const until = Math.min(found.until ?? Infinity, route.until ?? Infinity);
  return { path: other, route: { ...found, until } };
}

/** Undefined when the blob is missing, which is a failure and never a 404: the release says that it is there. */
async function fetchBody({ kind, key }: Content, render: Render, store: Store): Promise<Bytes | undefined> {
  const blob = await store.get(key);
  if (blob === undefined) console.error(`blob ${key} is missing`);
  return blob && render(kind, blob);
}

function policyOf(kind: ModelKind | FileKind): Policy {
  if (kind === "rss" || kind === "atom" || kind === "jsonfeed") return policies.feed;
  return isFileKind(kind) ? policies.file : policies.page;
}
