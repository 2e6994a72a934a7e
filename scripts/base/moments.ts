import type { Moment } from "../../src/content/date.ts";

/** Entries from this moment describe the site as it is at build time. */
export const always: Moment = 0;

/** The last moment that fits into a release: 2106-02-07T06:28:15Z. Later posts wait for a later build. */
export const lastMoment: Moment = 2 ** 32 - 1;
