import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copyOf, corpusOf, replacePost } from "../../scripts/bench/corpus.ts";
import { nameOf } from "../../scripts/bench/posts.ts";
import { temporaryFolder } from "../folder.ts";

const work = temporaryFolder();

describe("a corpus", () => {
  it("is written once", () => {
    const corpus = corpusOf(5, work);
    const written = statSync(join(corpus, "posts", nameOf(4))).mtimeMs;
    expect(corpusOf(5, work)).toBe(corpus);
    expect(statSync(join(corpus, "posts", nameOf(4))).mtimeMs).toBe(written);
  });

  it("stays what it is when its copy is changed", () => {
    const corpus = corpusOf(5, work);
    const before = readFileSync(join(corpus, "posts", nameOf(2)), "utf8");
    const copy = copyOf(corpus, join(work, "copy"));
    replacePost(copy, 2, "changed");
    replacePost(copy, 5, "new");
    expect(readFileSync(join(copy, "posts", nameOf(2)), "utf8")).toBe("changed");
    expect(readFileSync(join(corpus, "posts", nameOf(2)), "utf8")).toBe(before);
    expect(statSync(join(corpus, "posts", nameOf(5)), { throwIfNoEntry: false })).toBeUndefined();
  });
});
