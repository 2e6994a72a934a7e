import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cacheHeaders, policies, steadyUntil } from "../../src/http/policy.ts";

const lifetimes = (header: string): number[] => [...header.matchAll(/=(\d+)/g)].map(([, seconds]) => Number(seconds));

const anyPolicy = fc.constantFrom(...Object.values(policies));
const never = { path: Infinity, site: Infinity };
const seconds = fc.integer({ min: 1, max: 10_000_000 });
/** A moment, and when things change after it: on the path never before on the site. */
const times = fc
  .tuple(fc.nat(), fc.option(seconds, { nil: Infinity }), fc.option(seconds, { nil: Infinity }))
  .map(([now, site, wait]) => ({
    now,
    until: {
      site: now + site,
      path: now + site + wait - 1,
    },
  }));

describe("cacheHeaders", () => {
  it("gives browsers and the edge lifetimes of their own", () => {
    expect(cacheHeaders(policies.page, 0, never)).toEqual({
      "cache-control": "public, max-age=60, stale-while-revalidate=3600",
      "cloudflare-cdn-cache-control": "public, max-age=604800, stale-while-revalidate=3600",
    });
  });

  it("never reaches past the next change, stale lifetimes included", () => {
    fc.assert(
      fc.property(anyPolicy, times, (policy, { now, until }) => {
        for (const header of Object.values(cacheHeaders(policy, now, until)))
          expect(lifetimes(header).reduce((sum, lifetime) => sum + lifetime, now)).toBeLessThanOrEqual(until.path);
      }),
    );
  });

  it("tells nobody but the edge which paths change next", () => {
    fc.assert(
      fc.property(anyPolicy, times, (policy, { now, until }) => {
        const seen = (path: number): unknown => cacheHeaders(policy, now, { ...until, path })["cache-control"];
        expect(seen(until.path)).toBe(seen(until.site));
      }),
    );
  });

  it("says that nothing stale may be shown where nothing may, since caches have habits of their own", () => {
    expect(cacheHeaders(policies.page, 0, { path: 10, site: 10 })).toEqual({
      "cache-control": "public, max-age=8, stale-while-revalidate=0",
      "cloudflare-cdn-cache-control": "public, max-age=8, stale-while-revalidate=0",
    });
  });
});

describe("steadyUntil", () => {
  it("comes after the present and not after the change, and until then the headers are the same", () => {
    fc.assert(
      fc.property(anyPolicy, times, fc.double({ min: 0, max: 1, noNaN: true }), (policy, { now, until }, part) => {
        const steady = steadyUntil(policy, now, until);
        expect(steady).toBeGreaterThan(now);
        expect(steady).toBeLessThanOrEqual(until.site);
        const between = Math.floor(now + part * (Math.min(steady, now + 10_000_000) - 1 - now));
        expect(cacheHeaders(policy, between, until)).toEqual(cacheHeaders(policy, now, until));
      }),
    );
  });

  it("never comes when nothing changes", () => {
    expect(steadyUntil(policies.page, 0, never)).toBe(Infinity);
  });
});
