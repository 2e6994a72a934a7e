import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { request } from "../../../scripts/publish/api/request.ts";
import { paceOf } from "../../../scripts/publish/api/pace.ts";

vi.mock("node:timers/promises", () => ({ setTimeout: vi.fn<(milliseconds: number) => Promise<void>>(async () => {}) }));

describe("the pace of requests", () => {
  it("lets so many through within a span and holds back the rest until it is over", async () => {
    let now = 0;
    const begun: number[] = [];
    const turn = paceOf(
      3,
      1_000,
      () => now,
      async (pause) => (now += pause),
    );
    for (let request = 0; request < 8; request++) {
      await turn();
      begun.push(now);
      now += 10;
    }
    expect(begun).toEqual([0, 10, 20, 1_000, 1_010, 1_020, 2_000, 2_010]);
  });

  it("lines up those that come at once", async () => {
    const pauses: number[] = [];
    const turn = paceOf(
      2,
      1_000,
      () => 0,
      async (pause) => void pauses.push(pause),
    );
    await Promise.all(Array.from({ length: 5 }, turn));
    expect(pauses).toEqual([1_000, 1_000, 2_000]);
  });
});

it("requests to Cloudflare, which takes 1,200 in five minutes, keep to it", async () => {
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response("ok"));
  for (let count = 0; count < 1_200; count++) await request({}, "http://127.0.0.1/", (response) => response.text());
  const pauses = vi.mocked(wait).mock.calls.map(([pause]) => Number(pause) / 60_000);
  expect(pauses.length).toBeGreaterThanOrEqual(50);
  expect(Math.max(...pauses)).toBeGreaterThan(4.5);
  vi.restoreAllMocks();
});
