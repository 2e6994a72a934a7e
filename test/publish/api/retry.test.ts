import { describe, expect, it } from "vitest";
import {
  askedPause,
  mayBeDone,
  mayPass,
  pauseAfter,
  type Patience,
  retrying,
} from "../../../scripts/publish/api/retry.ts";
import { ApiError } from "../../../scripts/publish/api/request.ts";

const patience: Patience = { attempts: 4, first: 1_000, longest: 3_000, longestAsked: 10_000 };
const quick: Patience = { attempts: 4, first: 1, longest: 2, longestAsked: 10 };
const answer = (status: number, headers: Record<string, string> = {}): ApiError =>
  new ApiError({ status, headers: new Headers(headers) }, "");

describe("transient failures", () => {
  it.each([408, 429, 500, 502, 524])("asks again after HTTP %i", (status) => {
    expect(mayPass(answer(status))).toBe(true);
  });

  it.each([400, 401, 403, 404, 413])("does not ask again after HTTP %i", (status) => {
    expect(mayPass(answer(status))).toBe(false);
  });

  it("asks again after a broken connection, even if it broke within the response body", () => {
    expect(mayPass(new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") }))).toBe(true);
    expect(mayPass(new TypeError("terminated", { cause: new Error("other side closed") }))).toBe(true);
  });

  it("does not ask again after an error of our own", () => {
    expect(mayPass(new TypeError("x is not a function"))).toBe(false);
  });

  it("expects partial work after a gateway timeout, and none after a refusal", () => {
    expect(mayBeDone(answer(524))).toBe(true);
    expect(mayBeDone(answer(429))).toBe(false);
  });
});

describe("pauses", () => {
  it("double up to the longest, each drawn from the upper half", () => {
    for (const [failures, range] of [
      [1, 1_000],
      [2, 2_000],
      [3, 3_000],
    ] as const) {
      const pause = pauseAfter(answer(500), failures, patience);
      expect(pause).toBeGreaterThanOrEqual(range / 2);
      expect(pause).toBeLessThanOrEqual(range);
    }
  });

  it("end with the last attempt", () => {
    expect(pauseAfter(answer(500), 4, patience)).toBeUndefined();
  });

  it("are as long as the server asks, and a little longer", () => {
    const pause = pauseAfter(answer(429, { "retry-after": "7" }), 1, patience);
    expect(pause).toBeGreaterThanOrEqual(7_000);
    expect(pause).toBeLessThanOrEqual(8_000);
  });

  it("are not made when the server asks for too long", () => {
    expect(pauseAfter(answer(429, { "retry-after": "3600" }), 1, patience)).toBeUndefined();
  });

  it("read Retry-After as seconds or as a date", () => {
    const now = Date.parse("2026-11-24T10:00:00Z");
    expect(askedPause("3", now)).toBe(3_000);
    expect(askedPause("Tue, 24 Nov 2026 10:00:05 GMT", now)).toBe(5_000);
    expect(askedPause("Tue, 24 Nov 2026 09:00:00 GMT", now)).toBe(0);
    expect(askedPause("soon", now)).toBeUndefined();
    expect(askedPause(null, now)).toBeUndefined();
  });
});

describe("retrying", () => {
  it("gives the first success", async () => {
    let calls = 0;
    const result = await retrying(async () => {
      calls++;
      if (calls < 3) throw answer(503);
      return "done";
    }, quick);
    expect([result, calls]).toEqual(["done", 3]);
  });

  it("throws the last failure when the attempts are used up", async () => {
    let calls = 0;
    const failing = retrying(async () => {
      calls++;
      throw answer(500 + calls);
    }, quick);
    await expect(failing).rejects.toMatchObject({ status: 504 });
  });
});
