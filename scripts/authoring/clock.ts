import { Temporal } from "temporal-polyfill";

/**
 * The time in a zone (an IANA name) with its offset, for front matter: `2024-12-16T03:13:04+01:00`, with `Z` for UTC.
 */
export const isoInZone = (now: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toString({ smallestUnit: "second", timeZoneName: "never" })
    .replace(/\+00:00$/, "Z");
