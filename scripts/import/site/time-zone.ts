import { dateTokens } from "../permalink.ts";

// Zones that stand for their part of the world; of two with the same days the first is proposed.
const zones =
  "UTC Europe/London Europe/Berlin Europe/Helsinki Europe/Moscow America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Sao_Paulo America/Halifax America/Bogota America/Argentina/Buenos_Aires Asia/Dubai Asia/Karachi Asia/Kolkata Asia/Kathmandu Asia/Dhaka Asia/Bangkok Asia/Shanghai Asia/Tokyo Australia/Brisbane Australia/Sydney Australia/Adelaide Pacific/Auckland Pacific/Honolulu Africa/Lagos Africa/Johannesburg Africa/Nairobi Asia/Jerusalem Asia/Tehran".split(
    " ",
  );

const offset = /\d:\d\d(?::\d\d(?:\.\d+)?)?\s*([+-]\d\d:?\d\d|Z)$/;

/**
 * The zone in which most of these dates have the time that they say: nine out of ten of those with an offset. Undefined if there is
 * none, or if none of them says an offset other than UTC.
 */
export function zoneOf(dates: readonly string[]): string | undefined {
  const telling = dates.filter((date) => offset.test(date));
  if (!telling.some((date) => !isUtc(date))) return undefined;
  const counted = zones.map((zone) => ({ zone, same: telling.filter((date) => keepsTime(date, zone)).length }));
  const best = counted.reduce((a, b) => (b.same > a.same ? b : a));
  return best.same >= telling.length * 0.9 ? best.zone : undefined;
}

const isUtc = (date: string): boolean => /(?:Z|[+-]00:?00)$/.test(date);

function keepsTime(date: string, zone: string): boolean {
  const [own, here] = [dateTokens(date), dateTokens(date, zone)];
  return ["day", "hour", "minute"].every((name) => own[name] === here[name]);
}

/** The date, without its offset if it would be another day in the site's zone than the one it says. */
export function keepDay(date: string, zone: string): string {
  if (!offset.test(date) || dateTokens(date)["day"] === dateTokens(date, zone)["day"]) return date;
  return date.replace(/\s*(?:[+-]\d\d:?\d\d|Z)$/, "");
}
