import { describe, expect, it } from "vitest";
import { candidatesIn } from "../../../scripts/markdown/whole-html/html-tags.ts";

describe("the candidates of a srcset", () => {
  it.each([
    ["a.png", ["a.png"]],
    [" a.png 1x,b.png 2x", ["a.png 1x", "b.png 2x"]],
    ["a.png 100w , b.png  200w 300h,", ["a.png 100w", "b.png 200w 300h"]],
    ["a,b.png 1x,data:image/png;base64,AA== 2x, c.png", ["a,b.png 1x", "data:image/png;base64,AA== 2x", "c.png"]],
    [",, a.png,, b.png", ["a.png", "b.png"]],
    ["a.png (1, 2) 1x, b.png", ["a.png (1, 2) 1x", "b.png"]],
    [" , ", []],
    ["", []],
  ])("in %j are found as browsers find them", (srcset, found) => {
    const candidates = candidatesIn(srcset);
    const shown = candidates.map(({ url, descriptors }) => `${url} ${descriptors.replaceAll(/\s+/g, " ")}`.trim());
    expect(shown).toEqual(found);
    for (const { url, at } of candidates) expect(srcset.slice(at, at + url.length)).toBe(url);
  });

  it.each([",", ", ", " ", "a,", "a ", "a (", "a )", "a (b,", "(", "a,,,, "])("are found quickly: %j", (unit) => {
    const start = process.cpuUsage();
    candidatesIn(unit.repeat(100_000));
    expect(process.cpuUsage(start).user).toBeLessThan(2_000_000);
  });
});
