import { existsSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkAssets } from "../../scripts/build/asset-limits.ts";
import { prebuild } from "../../scripts/build/prebuild.ts";
import { post, temporaryFolder, write } from "../folder.ts";

const folder = temporaryFolder();
const limits = { free: 10, paid: 20, bytes: 100 };

const files = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`pictures/${index}.avif`, "picture"]));

it.each([
  [9, undefined],
  [10, "warning has 10 static files, and Cloudflare takes at most 10 on its free plan and 20 on the paid one"],
  [11, "warning has 11 static files, and Cloudflare takes at most 10 on its free plan and 20 on the paid one"],
  [21, "error has 21 static files, and Cloudflare takes at most 20"],
])("tells of %i files where 10 are free and 20 can be paid for", (count, expected) => {
  const rules = { _headers: "", _redirects: "" };
  const found = checkAssets(write(join(folder, String(count)), { ...files(count), ...rules }), () => "content", limits);
  expect(found.count).toBe(count);
  expect(found.problems.map(({ severity, message }) => `${severity} ${message}`.split(";")[0])).toEqual(
    expected === undefined ? [] : [expected],
  );
});

it("stops a build whose static files Cloudflare would refuse, and names the one that is too large", async () => {
  const root = write(join(folder, "large"), { "posts/a.md": post("A", "2024-01-01"), "static/my film.mp4": "" });
  truncateSync(join(root, "static/my film.mp4"), 25 * 1024 * 1024);
  const [out, cache, now] = [join(folder, "out"), join(folder, "cache"), 1_800_000_000];
  const { assets, warnings } = await prebuild({ root, out: join(folder, "enough"), cache, now });
  expect([assets, warnings]).toEqual([8, []]); // seven are the icons and their manifest

  truncateSync(join(root, "static/my film.mp4"), 30 * 1024 * 1024);
  await expect(prebuild({ root, out, cache, now })).rejects.toMatchObject({
    problems: [
      {
        severity: "error",
        file: join(root, "static/my film.mp4"),
        message: "has 30.0 MiB, and Cloudflare takes files of at most 25.0 MiB, make it smaller or store it elsewhere",
      },
    ],
  });
  expect(existsSync(out)).toBe(false);
});
