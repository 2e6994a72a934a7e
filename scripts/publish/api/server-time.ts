import type { Moment } from "../../../src/content/date.ts";
import { currentMoment } from "../../base/command.ts";

/** What Cloudflare's clock said last, and when, by a clock that never jumps. Milliseconds. */
let heard: { readonly said: number; readonly at: number } | undefined;

/** Takes note of the Date of a response. */
export function hearTime(date: string | null): void {
  const said = Date.parse(date ?? "");
  if (!Number.isNaN(said)) heard = { said, at: performance.now() };
}

/**
 * The time at Cloudflare in milliseconds, to a second or two. What several machines compare goes by this, since the clock of
 * any of them may be wrong. Before the first response it is this machine's own.
 */
export const serverTime = (): number => (heard === undefined ? Date.now() : heard.said + performance.now() - heard.at);

/** The same in seconds. */
export const serverSeconds = (): Moment => Math.floor(serverTime() / 1_000);

/** The same for what is built to be published; SOURCE_DATE_EPOCH stands in its place where it is set. */
export const serverMoment = (): Moment =>
  process.env["SOURCE_DATE_EPOCH"] === undefined ? serverSeconds() : currentMoment();
