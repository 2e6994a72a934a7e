import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mayBeFile } from "../../src/http/private-path.ts";
import { project } from "../project-folder.ts";
import { seed } from "../seed.ts";

/** Of which paths Cloudflare asks the worker first, by the rules of wrangler.toml: `*` is anything. */
const rules = (/run_worker_first = \[(.*)\]/.exec(readFileSync(join(project, "wrangler.toml"), "utf8"))?.[1] ?? "")
  .split(", ")
  .map((rule) => new RegExp(`^${rule.slice(1, -1).split("*").map(RegExp.escape).join(".*")}$`));
const isWorkers = (path: string): boolean => rules.some((rule) => rule.test(path));

const escaped = (character: string): string =>
  `%${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, "0")}`;

/** A path below /_search/ with any of its characters as an escape, in either case, and slashes doubled. */
const spellings = fc
  .array(fc.constantFrom("plain", "escaped", "lower", "twice"), { minLength: 15, maxLength: 15 })
  .map((ways) => {
    const path = Array.from("/_search/ab.bin", (character, index) => {
      const way = index === 0 && ways[0] !== "twice" ? "plain" : ways[index];
      if (way === "escaped") return escaped(character);
      if (way === "lower") return escaped(character).toLowerCase();
      return way === "twice" && character === "/" ? "//" : character;
    });
    return path.join("");
  });

describe("a path below /_search/", () => {
  it("is the worker's in every spelling, and never a file", () => {
    fc.assert(
      fc.property(spellings, (path) => {
        expect([path, isWorkers(new URL(`http://a${path}`).pathname), mayBeFile(path)]).toEqual([path, true, false]);
      }),
      { seed, numRuns: 2000, examples: [["/_search/ab.bin"], ["/%2f_search%2Fab.bin"], ["//_search/ab.bin"]] },
    );
  });
});

describe("another path", () => {
  it.each(["//icon.svg", "/%5Ficon.svg", "/_a%20b.svg", "/%2Ficon.svg"])(
    "may be a file although the worker is asked first: %s",
    (path) => expect([isWorkers(path), mayBeFile(path)]).toEqual([true, true]),
  );

  it.each([
    "/icon.svg",
    "/a%20b.svg",
    "/_a.svg",
    "/_searchlight.png",
    "/%E5%86%99.png",
    "/pictures/a.png",
    "/search/",
    "/posts/_search/",
  ])("is not the worker's first: %s", (path) => expect([isWorkers(path), mayBeFile(path)]).toEqual([false, false]));
});
