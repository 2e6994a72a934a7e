import type { Moment } from "../../src/content/date.ts";

/** Entries from this moment describe the site as it is at build time. */
export const always: Moment = 0;

/** The last moment that a release can hold: 2106-02-07T06:28:15Z. A post for a later one stays unseen until a later build. */
export const lastMoment: Moment = 2 ** 32 - 1;
