import { describe, expect, it } from "vitest";
import { dateTokens } from "../../scripts/import/permalink.ts";

describe("the day in an old address", () => {
  it.each([
    ["2019-03-04", "America/New_York", "04"],
    ["2019-03-04", "Asia/Tokyo", "04"],
    ["2019-03-04 02:00:00 +0000", "America/New_York", "03"],
    ["2019-03-04 23:30:00 -0500", undefined, "04"],
  ])("of %s in the zone %s is %s", (date, zone, day) => {
    expect(dateTokens(date, zone)["day"]).toBe(day);
  });
});
