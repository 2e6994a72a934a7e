import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postFile, postText, writeCorpus } from "./corpus.ts";
import { ReleaseLine } from "./release-line.ts";

const count = 10_000;

let line: ReleaseLine;

beforeAll(async () => {
  line = await ReleaseLine.open();
  writeCorpus(line.project, count);
  await line.publish();
});

afterAll(() => line.close());

async function writesOf(change: () => void): Promise<number> {
  const before = line.standIn.kv.only.written;
  change();
  await line.publish();
  return line.standIn.kv.only.written - before;
}

describe("a blog of 10,000 posts", () => {
  it("writes no more than a small one for a new post with three tags, and for an edit", async () => {
    const front = "title: The flood\ndate: 2026-11-01\ntags: [rivers, mills, tolls]";
    const text = `---\n${front}\n---\n\nThe bridge held.\n`;
    expect(await writesOf(() => line.project.write("content/posts/flood.md", text))).toBeLessThanOrEqual(48);
    expect(await writesOf(() => line.project.write(postFile(123), postText(123, "Edited.")))).toBeLessThanOrEqual(4);
    expect(line.standIn.violations).toEqual([]);
  });
});
