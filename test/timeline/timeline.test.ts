import { expect, it } from "vitest";
import { Timeline } from "../../scripts/timeline/timeline.ts";
import { always } from "../../scripts/base/moments.ts";

it("knows keys only when blobs are made, and takes answers for one that turn out to be", () => {
  const timeline = new Timeline();
  const target = (key: string, modified: number) => ({ kind: "post", key, modified }) as const;
  timeline.set("/a/", always, target("first model", 10));
  timeline.set("/a/", 20, target("second model", 10));
  timeline.set("/a/", 30, target("third model", 10));
  timeline.set("/a/", 40, undefined);
  timeline.set("/b/", always, { kind: "redirect", to: "/a/" });
  const keys = new Map([
    ["first model", "aa"],
    ["second model", "aa"],
    ["third model", "bb"],
  ]);
  timeline.exchangeKeys((key) => keys.get(key) ?? "");
  expect(timeline.paths.get("/a/")).toEqual([
    { from: always, target: target("aa", 10) },
    { from: 30, target: target("bb", 30) },
    { from: 40, target: undefined },
  ]);
  expect(timeline.paths.get("/b/")).toEqual([{ from: always, target: { kind: "redirect", to: "/a/" } }]);
  expect(timeline.moments()).toEqual([30, 40]);
});
