import { expect, it } from "vitest";
import type { Published, Worker } from "../../../scripts/publish/api/worker-versions.ts";
import { history, shownPast, tableOf } from "../../../scripts/publish/report/history.ts";
import { keep } from "../../../scripts/publish/stored-release.ts";
import { releaseOf } from "../releases.ts";

const hour = 3_600_000;
const now = Date.now();
// Oldest first. KV has the releases of all but the first; the third was uploaded by itself.
const uploads = [{ one: 1 }, { one: 2 }, { one: 3 }, { one: 4 }].map((posts) => releaseOf(posts));
const kept = uploads.map((each) => keep(each));
const versions = kept.map(({ tag }, index) => ({
  id: `version-${index + 1}`,
  number: index + 1,
  created: new Date(now + (index - 10) * hour),
  tag,
}));
const deployments = [4, 2, 1].map((number) => ({
  live: [`version-${number}`],
  created: new Date(now + (number - 10.9) * hour),
}));
const blobs = {
  get: async (key: string) =>
    kept.slice(1).find((each) => each.key === key)?.bytes as Uint8Array<ArrayBuffer> | undefined,
};

const workerWith = (published: Partial<Published>): Worker => {
  const all: Published = { live: ["version-4"], versions: versions.toReversed(), deployments, ...published };
  const modules = async (id: string) => uploads.filter((_, index) => id === `version-${index + 1}`);
  return { published: async () => all, modules } as unknown as Worker;
};

it("marks what is live, what was never live, and what a clean-up has deleted", async () => {
  const past = await history(workerWith({}), blobs, 20);
  expect(
    tableOf(past)
      .split("\n")
      .map((line) => line.slice(32)),
  ).toEqual([
    "live  1 post edited",
    "      1 post edited, a preview",
    "      1 post edited",
    "      1 post added, deleted by a clean-up",
  ]);
  expect(past.map(shownPast)).toMatchObject([
    { number: 4, isLive: true, isPreview: false, isDeleted: false },
    { number: 3, isLive: false, isPreview: true, isDeleted: false },
    { number: 2, isLive: false, isPreview: false, isDeleted: false },
    { number: 1, isLive: false, isPreview: false, isDeleted: true },
  ]);
});

it("says nothing about versions from before the switches that Cloudflare lists, nor of those that reads may not show yet", async () => {
  const young = versions.map((each) => ({ ...each, created: new Date(now - 1_000 + each.number) })).toReversed();
  const ofOne = [{ live: ["version-4"], created: new Date(now) }];
  const past = await history(workerWith({ versions: young, deployments: ofOne }), blobs, 20);
  expect(past.map(({ isPreview, isDeleted }) => isPreview || isDeleted)).toEqual([false, false, false, false]);
});
