/**
 * The time in a zone (an IANA name) with its offset, for front matter: `2024-12-16T03:13:04+01:00`, with `Z` for UTC.
 */
export function isoInZone(now: Date, timeZone: string): string {
  const part = Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "longOffset",
    })
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  const offset = part["timeZoneName"]?.replace("GMT", "").replace(/^$|^[+-]00:00$/, "Z");
  return `${part["year"]}-${part["month"]}-${part["day"]}T${part["hour"]}:${part["minute"]}:${part["second"]}${offset}`;
}
