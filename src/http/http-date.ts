import type { Moment } from "../content/date.ts";

const time = String.raw`(?<time>\d\d:\d\d:\d\d)`;
const month = "(?<month>[A-Z][a-z][a-z])";

/** Today's form of HTTP dates and the two obsolete ones, which have to be understood as well (RFC 9110 §5.6.7). */
const forms = [
  String.raw`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>\d\d) ${month} (?<year>\d{4}) ${time} GMT`,
  String.raw`(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\d\d)-${month}-(?<year>\d\d) ${time} GMT`,
  String.raw`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${month} (?<day>[ \d]\d) ${time} (?<year>\d{4})`,
].map((form) => new RegExp(`^${form}$`));

/** The moment that an HTTP date names; undefined for what is not one. */
export function readHttpDate(text: string, now: Moment): Moment | undefined {
  const { day = "", month = "", year = "", time } = forms.map((form) => form.exec(text)?.groups).find(Boolean) ?? {};
  const date = `${day.replace(" ", "0")} ${month} ${year.length === 2 ? yearOf(Number(year), now) : year} ${time} GMT`;
  const moment = Date.parse(date) / 1000;
  // No 31st of February.
  return !Number.isNaN(moment) && new Date(moment * 1000).toUTCString().endsWith(date) ? moment : undefined;
}

/** Of two digits, the latest year that is not more than fifty ahead. */
function yearOf(digits: number, now: Moment): number {
  const latest = new Date(now * 1000).getUTCFullYear() + 50;
  return latest - ((latest - digits) % 100);
}
