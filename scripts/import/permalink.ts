import { parseMoment } from "../base/moments.ts";

const months = "January February March April May June July August September October November December".split(" ");
const days = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/**
 * The parts of a date as used in addresses. The date's own offset counts, unless a zone is given. A date without a time is
 * that day in any zone.
 */
export function dateTokens(date: string, zone?: string): Readonly<Record<string, string>> {
  const moment = parseMoment(date);
  if (typeof moment !== "number") return {};
  const timeZone = /\d:\d/.test(date) ? zone : undefined;
  const shift = timeZone === undefined ? 0 : offsetOf(moment, timeZone);
  // Without a zone the time is taken as written, whatever its offset.
  const wall =
    timeZone === undefined ? parseMoment(date.trim().replace(/ ?(?:Z|[+-]\d\d:?\d\d)$/i, "")) : moment + shift;
  const at = new Date((typeof wall === "number" ? wall : moment) * 1000);
  const pad = (number: number, width = 2): string => String(number).padStart(width, "0");
  const year = at.getUTCFullYear();
  const yearDay = Math.floor((at.getTime() - Date.UTC(year, 0, 1)) / 86_400_000) + 1;
  const month = months[at.getUTCMonth()] ?? "";
  const day = days[at.getUTCDay()] ?? "";
  return {
    year: String(year),
    short_year: pad(year % 100),
    month: pad(at.getUTCMonth() + 1),
    i_month: String(at.getUTCMonth() + 1),
    monthname: month,
    long_month: month,
    short_month: month.slice(0, 3),
    day: pad(at.getUTCDate()),
    i_day: String(at.getUTCDate()),
    y_day: pad(yearDay, 3),
    yearday: String(yearDay),
    weekday: String(at.getUTCDay()),
    weekdayname: day,
    long_day: day,
    short_day: day.slice(0, 3),
    w_day: String(at.getUTCDay() || 7),
    ...isoWeek(at),
    hour: pad(at.getUTCHours()),
    minute: pad(at.getUTCMinutes()),
    second: pad(at.getUTCSeconds()),
  };
}

/** Fills in `:name` and `:{name}`; an unknown name stays visible. */
export function expandPermalink(pattern: string, tokens: Readonly<Record<string, string>>): string {
  const path = pattern.replace(/:(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? "";
    if (tokens[name] !== undefined) return tokens[name];
    // ":yearx" can only be the longest token that the name begins with.
    const longest = Object.keys(tokens)
      .filter((token) => name.startsWith(token))
      .toSorted((a, b) => b.length - a.length)[0];
    return longest === undefined ? whole : (tokens[longest] ?? "") + name.slice(longest.length);
  });
  return `/${path}`.replace(/\/{2,}/g, "/");
}

/** What a pattern for posts may contain. */
const names = ["slug", "path", ...Object.keys(dateTokens("2024-01-02"))];

/** The first name in a pattern that stands for nothing here, with its colon. */
export const unknownName = (pattern: string): string | undefined =>
  expandPermalink(pattern, Object.fromEntries(names.map((name) => [name, ""]))).match(/:\{?\w+\}?/)?.[0];

// Making one takes longer than a thousand uses.
const formats = new Map<string, Intl.DateTimeFormat>();

function offsetOf(moment: number, timeZone: string): number {
  try {
    const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
    formats.set(timeZone, format);
    const name = format.formatToParts(moment * 1000).find(({ type }) => type === "timeZoneName")?.value;
    const [, sign = "+", hours = "0", minutes = "0"] = /([+-])(\d\d):(\d\d)/.exec(name ?? "") ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  } catch {
    return 0; // an invalid zone
  }
}

function isoWeek(date: Date): { readonly week: string; readonly w_year: string } {
  const thursday = new Date(date);
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  const week = Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7);
  return { week: String(week).padStart(2, "0"), w_year: String(year) };
}
