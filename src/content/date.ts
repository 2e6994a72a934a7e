/** Seconds since 1970-01-01T00:00:00Z. Schedules are exact to the second, so nothing here is finer. */
export type Moment = number;

/** `2024-12-16T02:13:04Z` */
export const toIso = (moment: Moment): string => `${new Date(moment * 1000).toISOString().slice(0, -".000Z".length)}Z`;

/** `Mon, 16 Dec 2024 02:13:04 GMT`: an HTTP date (RFC 9110 §5.6.7), which RSS takes too (RFC 822 with a year of four digits). */
export const toHttpDate = (moment: Moment): string => new Date(moment * 1000).toUTCString();
