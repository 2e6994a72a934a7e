import { vi } from "vitest";
import { clock } from "../cloudflare/clock.ts";

const real = { date: Date.now, performance: performance.now.bind(performance) };

/** The clocks of the machines: they go as Cloudflare's does, but for how wrong they are, in milliseconds. */
export const clocks = {
  wrong: 0,
  /** Sets them, and nobody's progress is printed. `vi.restoreAllMocks` gives back the real ones. */
  set: (): void => {
    vi.spyOn(Date, "now").mockImplementation(() => real.date() + clock.ahead + clocks.wrong);
    vi.spyOn(performance, "now").mockImplementation(() => real.performance() + clock.ahead);
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
  },
};
