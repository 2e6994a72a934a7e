import { toIso } from "../../src/content/date.ts";
import { parseMoment } from "../base/moments.ts";
import { readText } from "./utf8-text.ts";

/** A date for front matter here: as written if that is valid, otherwise in ISO 8601. */
export function readDate(value: unknown): string | undefined {
  const text = readText(value);
  if (text === undefined) return undefined;
  if (isDate(text)) return text;
  const tidy = text
    .replace(/^(\d{4})\/(\d{1,2})\/(\d{1,2})/, "$1-$2-$3")
    .replace(/^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/, (_, year: string, month: string, day: string) =>
      [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-"),
    )
    .replace(/^(\S+[ T]+)(\d):/, "$10$2:")
    .replace(/\s+(UTC|GMT|Z)$/, "Z")
    .replace(/^(\d{4}-\d\d-\d\d)[ T]+/, "$1T")
    .replace(/\s+(?=[+-]\d\d:?\d\d$)/, "");
  if (isDate(tidy)) return tidy;
  // "Jul 08 2022" and the like. Without a time only the day counts, wherever this runs.
  const inWords = /\d:\d\d/.test(text)
    ? Date.parse(/(?:[A-Z]{3,4}|Z|[+-]\d{4})$/.test(text) ? text : `${text} UTC`)
    : Date.parse(`${text} UTC`);
  if (Number.isNaN(inWords) || !/\d{4}/.test(text)) return undefined;
  const iso = toIso(Math.trunc(inWords / 1000));
  return /\d:\d\d/.test(text) ? iso : iso.slice(0, 10);
}

const isDate = (text: string): boolean => typeof parseMoment(text) === "number";
