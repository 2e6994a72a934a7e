import type { Moment } from "../../src/content/date.ts";

/** Entries from this moment describe the site as it is at build time. */
export const always: Moment = 0;

/** The last moment that fits into a release: 2106-02-07T06:28:15Z. Later posts wait for a later build. */
export const lastMoment: Moment = 2 ** 32 - 1;

/** What a clock on a wall shows: a date without a zone, to be placed in one. Months and days count from 1. */
export type WallTime = Readonly<Record<"year" | "month" | "day" | "hour" | "minute" | "second", number>>;

/** Places a wall time in a zone. DST gaps and overlaps are the resolver's to decide. */
export type Resolve = (wall: WallTime) => Moment;

export const inUtc: Resolve = ({ year, month, day, hour, minute, second }) =>
  Date.UTC(year, month - 1, day, hour, minute, second) / 1000;

// ISO 8601, and the two habits of other systems: a space for the T, and one before the offset (Jekyll).
const form =
  /^(?<date>\d{4}-\d\d-\d\d)(?:[Tt ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,]\d+)?)? ?(?<zone>[Zz]|(?<sign>[+-])(?<offsetHour>\d\d):?(?<offsetMinute>\d\d)?)?)?$/;

/** Reads a date. A date without a zone is handed to `resolve`; anything that is not a real date gives an `expected` text. */
export function parseMoment(text: string, resolve: Resolve = inUtc): Moment | { readonly expected: string } {
  const parts = form.exec(text.trim())?.groups;
  if (!parts) return { expected: "an ISO 8601 date such as 2024-12-16 or 2024-12-16T02:13:04Z" };

  const [year = 0, month = 0, day = 0] = (parts["date"] ?? "").split("-").map(Number);
  const number = (name: string): number => Number(parts[name] ?? 0);
  const wall = { year, month, day, hour: number("hour"), minute: number("minute"), second: number("second") };
  if (year < 1000) return { expected: "a year of four digits" };
  if (month < 1 || month > 12) return { expected: "a month from 01 to 12" };
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day < 1 || day > days) return { expected: `a day that exists (${parts["date"]?.slice(0, 7)} has ${days} days)` };
  if (wall.hour > 23 || wall.minute > 59 || wall.second > 59) return { expected: "a time from 00:00:00 to 23:59:59" };
  if (parts["zone"] === undefined) return resolve(wall);

  const sign = parts["sign"] === "-" ? -1 : 1;
  const offset = number("offsetHour") * 3600 + number("offsetMinute") * 60;
  if (number("offsetHour") > 23 || number("offsetMinute") > 59) return { expected: "an offset such as +01:00" };
  return inUtc(wall) - sign * offset;
}
