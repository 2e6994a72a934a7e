import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHttpDate, toIso } from "../../src/content/date.ts";
import { parseMoment } from "../../scripts/base/moments.ts";

describe("parseMoment", () => {
  it.each([
    ["2024-12-16", "2024-12-16T00:00:00Z"],
    ["2024-12-16T02:13:04Z", "2024-12-16T02:13:04Z"],
    ["2024-12-16T02:13:04.999Z", "2024-12-16T02:13:04Z"],
    ["2024-12-16T02:13:04+05:30", "2024-12-15T20:43:04Z"],
    ["2024-12-16 02:13:04 +0530", "2024-12-15T20:43:04Z"],
    ["2024-12-16T02:13-08", "2024-12-16T10:13:00Z"],
    ["2024-12-16 02:13", "2024-12-16T02:13:00Z"],
    ["2024-02-29", "2024-02-29T00:00:00Z"],
    [" 2024-12-16 ", "2024-12-16T00:00:00Z"],
  ])("reads %s", (text, iso) => {
    const moment = parseMoment(text);
    expect(typeof moment === "number" ? toIso(moment) : moment).toBe(iso);
  });

  it.each([
    "yesterday",
    "",
    "0099-01-01",
    "2024-13-01",
    "2024-00-10",
    "2023-02-29",
    "2024-02-30",
    "2024-04-31",
    "2024-12-16T24:00:00",
    "2024-12-16T10:60",
    "2024-12-16T10:00+25:00",
    "16.12.2024",
    "2024-1-1",
    "20241216",
  ])("refuses %j and says what it expected", (text) => {
    expect(parseMoment(text)).toEqual({ expected: expect.any(String) });
  });

  it("hands a date without a zone to whoever knows one", () => {
    expect(parseMoment("2024-12-16T02:13", ({ hour, minute }) => hour * 100 + minute)).toBe(213);
  });

  it("reads back what toIso wrote", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (moment) => {
        expect(parseMoment(toIso(moment))).toBe(moment);
      }),
    );
  });
});

describe("toHttpDate", () => {
  it("writes the one form that RFC 9110 wants", () => {
    expect(toHttpDate(1734315184)).toBe("Mon, 16 Dec 2024 02:13:04 GMT");
  });
});
