import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mostChanges } from "../../scripts/site/changes.ts";
import { toIso } from "../../src/content/date.ts";
import { post, temporaryFolder } from "../folder.ts";
import { compile } from "../compiled-site.ts";

const folder = temporaryFolder();
const start = Date.UTC(2027, 0, 1) / 1000;

/** Posts that go live one after the other, an hour apart, the first of them at `start`. */
const scheduled = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `posts/p${String(n).padStart(3, "0")}.md`,
      post(`P${n}`, toIso(start + n * 3600)),
    ]),
  );

describe("what is to come", () => {
  it("is in the release as far as that looks ahead; the build says that the rest waits", async () => {
    const { site, target } = await compile(join(folder, "many"), scheduled(mostChanges + 2));
    const lastSeen = start + (mostChanges - 1) * 3600;
    expect(site.timeline.moments()).toHaveLength(mostChanges);
    expect(target(`/posts/p${mostChanges - 1}/`, lastSeen - 1)).toBeUndefined();
    expect(target(`/posts/p${mostChanges - 1}/`, lastSeen)?.kind).toBe("post");
    expect(target(`/posts/p${mostChanges}/`, lastSeen + 86_400)).toBeUndefined();
    expect(site.warnings.map(({ file, message }) => `${file.split("/").at(-1)} ${message}`)).toEqual([
      `p${mostChanges}.md from ${toIso(lastSeen + 3600)} on, 2 changes will wait for a later build, since a release looks ahead to ${mostChanges}`,
    ]);
  });

  it("is all in the release if that is enough", async () => {
    const { site } = await compile(join(folder, "few"), scheduled(3));
    expect(site.timeline.moments()).toHaveLength(3);
    expect(site.warnings).toEqual([]);
  });
});
