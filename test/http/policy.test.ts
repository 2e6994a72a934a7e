import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cacheHeaders, policies, steadyUntil } from "../../src/http/policy.ts";

const lifetimes = (header: string): number[] => [...header.matchAll(/=(\d+)/g)].map(([, seconds]) => Number(seconds));

describe("cacheHeaders", () => {
  it("gives browsers and the edge lifetimes of their own", () => {
    expect(cacheHeaders(policies.page, 0, undefined)).toEqual({
      "cache-control": "public, max-age=60, stale-while-revalidate=3600",
      "cloudflare-cdn-cache-control": "public, max-age=604800, stale-while-revalidate=3600",
    });
  });

  it("never reaches past the next change, stale lifetimes included", () => {
    const policy = fc.constantFrom(...Object.values(policies));
    fc.assert(
      fc.property(policy, fc.nat(), fc.nat({ max: 10_000_000 }), (policy, now, left) => {
        for (const header of Object.values(cacheHeaders(policy, now, now + left)))
          expect(lifetimes(header).reduce((sum, seconds) => sum + seconds, 0)).toBeLessThanOrEqual(left);
      }),
    );
  });
});

describe("steadyUntil", () => {
  const anyPolicy = fc.constantFrom(...Object.values(policies));

  it("comes after the present and not after the change, and until then the headers are the same", () => {
    fc.assert(
      fc.property(
        anyPolicy,
        fc.nat(),
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (policy, now, left, part) => {
          const until = now + left;
          const steady = steadyUntil(policy, now, until);
          expect(steady).toBeGreaterThan(now);
          expect(steady).toBeLessThanOrEqual(until);
          const between = Math.floor(now + part * (steady - 1 - now));
          expect(cacheHeaders(policy, between, until)).toEqual(cacheHeaders(policy, now, until));
        },
      ),
    );
  });

  it("never comes when nothing changes", () => {
    expect(steadyUntil(policies.page, 0, undefined)).toBe(Infinity);
  });
});
