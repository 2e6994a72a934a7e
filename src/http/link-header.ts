import { isFeed } from "../content/feed-formats.ts";
import type { FileKind, ModelKind } from "../content/release.ts";
import type { Site } from "../content/site.ts";
import { sourceOf } from "../content/slug.ts";
import type { Fields } from "./header-fields.ts";

/**
 * The `Link` header (RFC 8288) of what stands at a path, for clients that don't read what they get: the Markdown of posts
 * and pages, which always stands beside them, and the hub that tells of changes in a feed (WebSub §4).
 */
export function linkHeaders(path: string, kind: ModelKind | FileKind, { url, hub }: Site): Fields {
  if (kind === "post" || kind === "page") return { link: `<${sourceOf(path)}>; rel="alternate"; type="text/markdown"` };
  if (hub !== undefined && isFeed(kind)) return { link: `<${hub}>; rel="hub", <${url}${path}>; rel="self"` };
  return {};
}
