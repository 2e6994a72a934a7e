import { Temporal } from "temporal-polyfill";
import { type Moment, toIso } from "../../src/content/date.ts";
import { inUtc, type Resolve } from "./moments.ts";
import type { Shown } from "../../src/content/models.ts";

export type Zone = Readonly<ReturnType<typeof zoneOf>>;

/** Formats days. A format takes as long to make as a hundred dates, and whoever only reads dates wants none. */
function formatting(locale: string, options: Intl.DateTimeFormatOptions): (moment: Moment) => string {
  let format: Intl.DateTimeFormat | undefined;
  const write = (moment: Moment): string => (format ??= new Intl.DateTimeFormat(locale, options)).format(moment * 1000);
  if (options.timeZone !== "UTC") return write;
  const known = new Map<number, string>(); // thousands of posts share their days
  return (moment) => {
    const number = Math.floor(moment / day);
    const text = known.get(number) ?? write(moment);
    known.set(number, text);
    return text;
  };
}

const day = 24 * 60 * 60;

/**
 * Reads dates without an offset in a zone, and shows all dates there. A time that is skipped in spring moves forward by the
 * length of the gap; of a time that occurs twice in autumn, the first is meant (Temporal's `compatible`, RFC 5545 §3.3.5).
 */
export function zoneOf(timezone: string, language: string) {
  const resolve: Resolve = (wall) =>
    Temporal.PlainDateTime.from(wall).toZonedDateTime(timezone, { disambiguation: "compatible" }).epochMilliseconds /
    1000;
  // "en" alone means American dates to Intl; readers are everywhere, and nobody misreads day month year.
  const locale = language === "en" ? "en-GB" : language;
  const long = formatting(locale, { dateStyle: "long", timeZone: timezone });
  const short = formatting(locale, { day: "numeric", month: "short", timeZone: timezone });
  const year = formatting("en", { year: "numeric", timeZone: timezone, calendar: "gregory" });
  return {
    resolve: timezone === "UTC" ? inUtc : resolve,
    show: (moment: Moment): Shown => ({ iso: toIso(moment), day: long(moment) }),
    /** Without its year. */
    showDay: (moment: Moment): Shown => ({ iso: toIso(moment), day: short(moment) }),
    yearOf: (moment: Moment): string => {
      // No zone is a whole day away from UTC, and Intl is slow.
      const [before, after] = [moment - day, moment + day].map((each) => new Date(each * 1000).getUTCFullYear());
      return before === after ? String(before) : year(moment);
    },
  };
}
