import { describe, expect, it } from "vitest";
import { inTurn } from "../../scripts/bench/in-turn.ts";

describe("contestants", () => {
  it("do each task one right after the other, another one first in each round", async () => {
    const done: string[] = [];
    await inTurn(2, (round) => {
      const doing = (who: string, task: string) => () => {
        done.push(`${round} ${task} ${who}`);
        return {};
      };
      const both = (who: string) => ({ who, tasks: { cold: doing(who, "cold"), warm: doing(who, "warm") } });
      return Promise.resolve([both("ours"), both("theirs")]);
    });
    expect(done).toEqual([
      "0 cold ours",
      "0 cold theirs",
      "0 warm ours",
      "0 warm theirs",
      "1 cold theirs",
      "1 cold ours",
      "1 warm theirs",
      "1 warm ours",
    ]);
  });

  it("are compared by the median of the rounds' ratios, in time alone and where they did the same", async () => {
    const times = { ours: [1, 20, 3], theirs: [2, 10, 12] };
    const rows = await inTurn(3, (round) =>
      Promise.resolve([
        { who: "ours", tasks: { build: () => ({ "wall s": times.ours[round] ?? 0, files: 7 }) } },
        { who: "theirs", tasks: { build: () => ({ "wall s": times.theirs[round] ?? 0, files: 8 }) } },
        { who: "others", tasks: { serve: () => ({ "p99 ms": 5 }) } },
      ]),
    );
    expect(rows).toEqual([
      { task: "build", who: "ours", "wall s": 3, files: 7 },
      // 0.5, 2 and 0.25; that of the medians would be 0.3.
      { task: "build", who: "theirs", "wall s": 10, files: 8, "wall ratio": 0.5 },
      { task: "serve", who: "others", "p99 ms": 5 },
    ]);
  });
});
