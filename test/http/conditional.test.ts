import { describe, expect, it } from "vitest";
import { preconditions } from "../../src/http/conditional.ts";
import { readHttpDate } from "../../src/http/http-date.ts";

const now = Date.UTC(2026, 10, 27) / 1000;
const date = "Mon, 16 Dec 2024 02:13:04 GMT";
const shown = { etag: '"abc"', "last-modified": date };
const later = "Mon, 16 Dec 2024 02:13:05 GMT";
const earlier = "Mon, 16 Dec 2024 02:13:03 GMT";

describe("preconditions", () => {
  it.each([
    [200, {}],
    [304, { "if-none-match": '"abc"' }],
    [304, { "if-none-match": '"x", W/"abc"' }],
    [304, { "if-none-match": " * " }],
    [200, { "if-none-match": '"x"' }],
    [200, { "if-none-match": "abc" }],
    // Only the tag counts where there is one.
    [200, { "if-none-match": '"x"', "if-modified-since": date }],
    [304, { "if-modified-since": date }],
    [304, { "if-modified-since": "Monday, 16-Dec-24 02:13:04 GMT" }],
    [304, { "if-modified-since": "Mon Dec 16 02:13:04 2024" }],
    // A rollback sets the date back.
    [200, { "if-modified-since": later }],
    [200, { "if-modified-since": earlier }],
    [200, { "if-modified-since": "Foo, bar (comment) 1 Jan 2099 00:00:00 GMT" }],
    [200, { "if-match": '"x", "abc"' }],
    [200, { "if-match": "*" }],
    [412, { "if-match": '"x"' }],
    [412, { "if-match": 'W/"abc"' }],
    [304, { "if-match": '"abc"', "if-none-match": '"abc"' }],
    [412, { "if-match": '"x"', "if-none-match": '"abc"' }],
    [200, { "if-unmodified-since": date }],
    [200, { "if-unmodified-since": later }],
    [412, { "if-unmodified-since": earlier }],
    [412, { "if-unmodified-since": earlier, "if-none-match": '"abc"' }],
    [200, { "if-unmodified-since": earlier, "if-match": '"abc"' }],
    [200, { "if-unmodified-since": "yesterday" }],
  ] as const)("make a 200 a %d: %j", (outcome, fields) => {
    expect(preconditions(new Headers(fields), shown, now)).toBe(outcome);
  });

  it("know no date of what has none", () => {
    for (const name of ["if-modified-since", "if-unmodified-since"])
      expect(preconditions(new Headers({ [name]: date }), { etag: '"abc"' }, now)).toBe(200);
  });
});

describe("an HTTP date", () => {
  it.each([
    ["Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"],
    ["Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37.000Z"],
    ["Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37.000Z"],
    // Fifty years ahead at the most.
    ["Friday, 06-Nov-75 08:49:37 GMT", "2075-11-06T08:49:37.000Z"],
    ["Friday, 06-Nov-76 08:49:37 GMT", "2076-11-06T08:49:37.000Z"],
    ["Friday, 06-Nov-77 08:49:37 GMT", "1977-11-06T08:49:37.000Z"],
  ])("is %s", (text, expected) => {
    expect(new Date((readHttpDate(text, now) ?? 0) * 1000).toISOString()).toBe(expected);
  });

  it.each([
    "Xyz, 2099 00:00:00 GMT",
    "Wed, 31 Feb 2098 00:00:00 GMT",
    "Mon, 16 Dec 2024 25:13:04 GMT",
    "Mon, 16 Dec 2024 02:13:04 UTC",
    "Mon, 16 Dec 12024 02:13:04 GMT",
    "2024-12-16T02:13:04Z",
    "",
  ])("is not %j", (text) => {
    expect(readHttpDate(text, now)).toBeUndefined();
  });
});
