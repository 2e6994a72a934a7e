import { readModel } from "../content/blob.ts";
import type { Models } from "../content/models.ts";
import type { Frame } from "../views/frame.ts";
import { renderPage } from "../views/render.ts";
import { type Moment, toHttpDate } from "../content/date.ts";
import { isFeed } from "../content/feed-formats.ts";
import { type Content, type Header, isFileKind, mediaTypes, type Until } from "../content/release.ts";
import type { Site } from "../content/site.ts";
import { sourceOf } from "../content/slug.ts";
import type { HeaderFields } from "./header-fields.ts";
import { cacheHeaders, policies, type Policy, steadyUntil } from "./policy.ts";

/** What a path is answered with, as long as its headers say what is right. */
export interface Representation {
  /** Canonical. */
  readonly path: string;
  readonly target: Content;
  /** The entity tag in its quotes. */
  readonly etag: string;
  /** What a 200 carries. */
  readonly fields: HeaderFields;
  /** When the headers are valid: from the one moment until just before the other. */
  readonly from: Moment;
  readonly until: Moment;
}

export const holds = ({ from, until }: Representation, now: Moment): boolean => from <= now && now < until;

/** `base` are the headers that all responses carry, `until` are the moments that no cache may keep it past. */
export function represent(
  path: string,
  target: Content,
  now: Moment,
  until: Until,
  { site, look, lookModified }: Header,
  base: HeaderFields,
): Representation {
  const isPage = !isFileKind(target.kind);
  // A page looks different when its view does, so its tag and its date know of both.
  const etag = `"${target.key}${isPage ? look : ""}"`;
  const changed = isPage ? Math.max(target.modified, lookModified) : target.modified;
  const policy = policyOf(target.kind);
  const fields: HeaderFields = {
    ...base,
    "content-type": isFileKind(target.kind) ? mediaTypes[target.kind] : html,
    etag,
    // An author may date an update in the future, a server may not (RFC 9110 §8.8.2.1).
    "last-modified": toHttpDate(Math.min(changed, now)),
    ...link(path, target.kind, site),
    ...cacheHeaders(policy, now, until),
  };
  return { path, target, etag, fields, from: now, until: changed > now ? now + 1 : steadyUntil(policy, now, until) };
}

/** The body for a blob: a file as it is, of a model the page of its kind. */
export function bodyOf(kind: Content["kind"], blob: string, frame: Frame): string {
  // The prebuild wrote the blob from a model of just this kind.
  return isFileKind(kind) ? blob : renderPage(kind, readModel(blob) as Models[typeof kind], frame);
}

export const html = "text/html; charset=utf-8";

function policyOf(kind: Content["kind"]): Policy {
  if (isFeed(kind)) return policies.feed;
  return isFileKind(kind) ? policies.file : policies.page;
}

/**
 * The `Link` header (RFC 8288) of what stands at a path, for clients that don't read what they get: the Markdown of posts
 * and pages, which always stands beside them, and the hub that announces changes in a feed (WebSub §4).
 */
function link(path: string, kind: Content["kind"], { url, hub }: Site): HeaderFields {
  if (kind === "post" || kind === "page") return { link: `<${sourceOf(path)}>; rel="alternate"; type="text/markdown"` };
  if (hub !== undefined && isFeed(kind)) return { link: `<${hub}>; rel="hub", <${url}${path}>; rel="self"` };
  return {};
}
