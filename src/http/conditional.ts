import type { Fields } from "./header-fields.ts";

/**
 * Whether the client's copy is still good, so that 304 is the answer. `shown` are the fields that a 200 would carry.
 * If-None-Match decides alone when it is there (RFC 9110 §13.2.2); tags are compared without their "W/", since Cloudflare
 * makes them weak when it compresses (§13.1.2).
 */
export function isFresh(request: Headers, shown: Fields): boolean {
  const noneMatch = request.get("if-none-match");
  if (noneMatch !== null)
    return noneMatch.trim() === "*" || (noneMatch.match(/"[^"]*"/g) ?? []).some((tag) => tag === shown["etag"]);
  // The very date that was sent, and no later one: a rollback sets Last-Modified back, and what a client got in between
  // is not what it gets now.
  return request.get("if-modified-since") === shown["last-modified"];
}
