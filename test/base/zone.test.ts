import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toIso } from "../../src/content/date.ts";
import { parseMoment, type WallTime } from "../../scripts/base/moments.ts";
import { zoneOf } from "../../scripts/base/zone.ts";

const read = (text: string, timezone: string): string => {
  const moment = parseMoment(text, zoneOf(timezone, "en").resolve);
  return typeof moment === "number" ? toIso(moment) : moment.expected;
};

describe("a date without an offset", () => {
  it.each([
    ["2026-07-01", "Europe/Berlin", "2026-06-30T22:00:00Z"],
    ["2026-07-01T09:00", "Europe/Berlin", "2026-07-01T07:00:00Z"],
    ["2026-12-01T09:00", "Europe/Berlin", "2026-12-01T08:00:00Z"],
    ["2026-07-01T09:00", "Asia/Kathmandu", "2026-07-01T03:15:00Z"],
    ["2026-07-01T09:00", "Pacific/Kiritimati", "2026-06-30T19:00:00Z"],
    ["2026-07-01T09:00", "UTC", "2026-07-01T09:00:00Z"],
  ])("is read in the site's zone: %s in %s", (text, zone, moment) => {
    expect(read(text, zone)).toBe(moment);
  });

  it("is the same moment everywhere when it has an offset", () => {
    for (const zone of ["UTC", "Europe/Berlin", "Australia/Lord_Howe"])
      expect(read("2026-10-25T02:30:00+01:00", zone)).toBe("2026-10-25T01:30:00Z");
  });

  // The clock jumps from 2:00 to 3:00, on Lord Howe Island to 2:30, in São Paulo from midnight to 1:00. Samoa left out a day.
  it.each([
    ["2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00Z", "03:30 by the clock"],
    ["2026-03-08T02:30", "America/New_York", "2026-03-08T07:30:00Z", "03:30 by the clock"],
    ["2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00Z", "02:45 by the clock"],
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00Z", "01:00 by the clock"],
    ["2011-12-30T12:00", "Pacific/Apia", "2011-12-30T22:00:00Z", "a day later"],
  ])("moves forward by the gap if the clock skips it: %s in %s", (text, zone, moment) => {
    expect(read(text, zone)).toBe(moment);
  });

  it.each([
    ["2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z"],
    ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00Z"],
    ["2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00Z"],
  ])("means the first of two if the clock shows it twice: %s in %s", (text, zone, moment) => {
    expect(read(text, zone)).toBe(moment);
  });

  it.each([
    ["9999-12-31T23:59:59", "UTC", "9999-12-31T23:59:59Z"],
    ["9999-12-31T12:00", "Europe/Berlin", "9999-12-31T11:00:00Z"],
    ["1000-01-01", "UTC", "1000-01-01T00:00:00Z"],
    // Local mean time, to the second.
    ["1850-01-01", "Europe/Berlin", "1849-12-31T23:06:32Z"],
  ])("can be far away: %s in %s", (text, zone, moment) => {
    expect(read(text, zone)).toBe(moment);
  });

  it("matches the zone's clock at the resulting moment, unless the clock skips it", () => {
    const zone = fc.constantFrom(
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kolkata",
      "Africa/Casablanca",
    );
    const wall = fc.record({
      year: fc.integer({ min: 1990, max: 2060 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.constantFrom(0, 15, 30, 45),
      second: fc.constant(0),
    });
    fc.assert(
      fc.property(zone, wall, (timezone, time) => {
        const moment = zoneOf(timezone, "en").resolve(time);
        const shown = clockAt(moment, timezone);
        // A gap is never longer than an hour here, and what is skipped is shown as much later.
        expect([0, 1800, 3600]).toContain((shown - clock(time)) / 1000);
        expect(clockAt(moment - 1, timezone)).not.toBe(shown);
      }),
    );
  });
});

/** What a clock shows, as if it were UTC, in milliseconds. */
const clock = ({ year, month, day, hour, minute }: WallTime): number => Date.UTC(year, month - 1, day, hour, minute);

function clockAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(moment * 1000);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
}

describe("a displayed date", () => {
  const newYear = Date.UTC(2026, 11, 31, 23, 30) / 1000;

  it("is the day of the site's zone, in the site's language", () => {
    expect(zoneOf("UTC", "en").show(newYear)).toEqual({ iso: "2026-12-31T23:30:00Z", day: "31 December 2026" });
    expect(zoneOf("Europe/Berlin", "de").show(newYear).day).toBe("1. Januar 2027");
    expect(zoneOf("America/New_York", "en-US").show(newYear).day).toBe("December 31, 2026");
  });

  it("is in the year of the site's zone", () => {
    expect(["UTC", "Europe/Berlin", "Pacific/Kiritimati"].map((zone) => zoneOf(zone, "en").yearOf(newYear))).toEqual([
      "2026",
      "2027",
      "2027",
    ]);
  });
});
