import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cacheHeaders, policies } from "../../src/http/policy.ts";

const lifetimes = (header: string): number[] => [...header.matchAll(/=(\d+)/g)].map(([, seconds]) => Number(seconds));

describe("cacheHeaders", () => {
  it("gives browsers and the edge lifetimes of their own", () => {
    expect(Object.fromEntries(cacheHeaders(policies.page, 0, undefined))).toEqual({
      "cache-control": "public, max-age=60, stale-while-revalidate=3600",
      "cloudflare-cdn-cache-control": "public, max-age=604800, stale-while-revalidate=3600",
    });
  });

  it("never reaches past the next change, stale lifetimes included", () => {
    const policy = fc.constantFrom(...Object.values(policies));
    fc.assert(
      fc.property(policy, fc.nat(), fc.nat({ max: 10_000_000 }), (policy, now, left) => {
        for (const [, header] of cacheHeaders(policy, now, now + left))
          expect(lifetimes(header).reduce((sum, seconds) => sum + seconds, 0)).toBeLessThanOrEqual(left);
      }),
    );
  });
});
