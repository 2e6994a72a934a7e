import type { Moment } from "../content/date.ts";
import type { HeaderFields } from "./header-fields.ts";
import { readHttpDate } from "./http-date.ts";

/** What the preconditions of a request make of a 200: 304 where the client's copy is still good, 412 where the client wants only another one. */
type Outcome = 200 | 304 | 412;

/** Decides in the order of RFC 9110 §13.2.2. `shown` are the fields that a 200 would carry. */
export function preconditions(request: Headers, shown: HeaderFields, now: Moment): Outcome {
  return isWanted(request, shown, now) ? (isFresh(request, shown, now) ? 304 : 200) : 412;
}

/** Whether the present state is the one that the client asks for. A tag of If-Match counts as it is: a weak one is never ours (§13.1.1). */
function isWanted(request: Headers, { etag, "last-modified": modified }: HeaderFields, now: Moment): boolean {
  const match = request.get("if-match");
  if (match !== null) return isAny(match) || tagsIn(match).includes(etag ?? "");
  const since = momentIn(request, "if-unmodified-since", now);
  return since === undefined || modified === undefined || (readHttpDate(modified, now) ?? 0) <= since;
}

/**
 * Whether the client's copy is still good. If-None-Match decides alone when it is there; tags are compared without their "W/", since
 * Cloudflare makes them weak when it compresses (§13.1.2).
 */
function isFresh(request: Headers, { etag = "", "last-modified": modified }: HeaderFields, now: Moment): boolean {
  const noneMatch = request.get("if-none-match");
  if (noneMatch !== null) return matchesNone(noneMatch, etag);
  // The very date that was sent, and no later one: a rollback sets Last-Modified back, and what a client got in between
  // is not what it gets now.
  const since = momentIn(request, "if-modified-since", now);
  return since !== undefined && modified !== undefined && since === readHttpDate(modified, now);
}

/** Whether If-None-Match has a tag. */
export const matchesNone = (field: string, etag: string): boolean =>
  isAny(field) || tagsIn(field).some((tag) => tag.replace(/^W\//, "") === etag);

const isAny = (field: string): boolean => field.trim() === "*";

const tagsIn = (field: string): readonly string[] => field.match(/(?:W\/)?"[^"]*"/g) ?? [];

/** What is not a date must be ignored (§13.1.3, §13.1.4). */
function momentIn(request: Headers, name: string, now: Moment): Moment | undefined {
  const field = request.get(name);
  return field === null ? undefined : readHttpDate(field, now);
}
