import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parseTag } from "../../../scripts/publish/stored-release.ts";
import { clock } from "../cloudflare/clock.ts";
import { clocks } from "./clocks.ts";
import { World } from "./world.ts";
import { randomFrom } from "../../random.ts";
import { seed } from "../../seed.ts";

/** `SEQUENCES=500 npx vitest run test/publish/machines/sequences.test.ts` runs as many. */
const sequences = Number(process.env["SEQUENCES"] ?? 12);
const steps = 10;

// Nobody waits: whoever would makes Cloudflare's clock, and all clocks, go on by as much.
vi.mock("node:timers/promises", () => ({
  setTimeout: async (milliseconds: number) => void (clock.ahead += milliseconds),
}));

beforeAll(clocks.set);

afterAll(() => void vi.restoreAllMocks());

/** Numbers from 0 to 1 that follow from a seed. */
function randomOf(seed: number): () => number {
  const next = randomFrom(seed);
  return () => next() / 2 ** 32;
}

describe("whatever happens to two blogs of one account", () => {
  it.each(Array.from({ length: sequences }, (_, index) => seed + index))(
    "every live release is complete, no report is untrue and nothing needed is deleted (SEED=%i)",
    async (start) => {
      clocks.wrong = 0;
      const world = await World.open(randomOf(start));
      try {
        for (let step = 0; step < steps; step++) {
          await world.step();
          const { log, untrue, standIn } = world;
          const found = { log, untrue, violations: standIn.violations, lacking: world.lacking() };
          expect(found).toEqual({ log, untrue: [], violations: [], lacking: [] });
        }
        // At the end, when nothing fails any more, each folder can be published, and is what readers get.
        [world.standIn.kv.lag, world.standIn.kv.readLag, clocks.wrong] = [0, 0, 0];
        world.standIn.faults.clear();
        for (const machine of world.machines) {
          const { publication, uploaded } = await machine.publish(true);
          const live = world.standIn.workers.scripts.get(machine.worker.name)?.live;
          expect({ log: world.log, live: live?.id }).toEqual({ log: world.log, live: uploaded.version });
          expect(parseTag(live?.metadata.annotations?.["workers/tag"])?.key).toBe(publication.kept.key);
        }
        expect({ log: world.log, violations: world.standIn.violations, unknown: world.standIn.unknown }).toEqual({
          log: world.log,
          violations: [],
          unknown: [],
        });
      } finally {
        await world.close();
      }
    },
  );
});
