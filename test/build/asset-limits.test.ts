import { existsSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { ContentError } from "../../scripts/base/problems.ts";
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
])("judges %i files where 10 are free and 20 can be paid for", async (count, expected) => {
  const rules = { _headers: "", _redirects: "" };
  const all = write(join(folder, String(count)), { ...files(count), ...rules });
  const found = checkAssets(all, { all: "content", fileOf: () => "file" }, limits);
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
  expect([assets, warnings]).toEqual([17, []]); // seven are the icons and their manifest, five the typeface, three the index of search, one says what the site is

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

it("names a picture once and by its own file where files that are made from it are too large", async () => {
  const drawing = (inside: string): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inside}</svg>`;
  const root = write(join(folder, "drawn"), {
    "posts/a/index.md": post("A", "2024-01-01", {}, "![A](a.svg) ![Big](big.svg) ![Bigger](/bigger.svg)"),
    "posts/a/a.svg": drawing("<g/>"),
    "posts/a/big.svg": drawing(`<!--${"x".repeat(26 * 1024 * 1024)}-->`),
    "static/bigger.svg": drawing(`<!--${"x".repeat(27 * 1024 * 1024)}-->`),
  });
  const options = { root, out: join(folder, "drawn-out"), cache: join(folder, "cache"), now: 1_800_000_000 };
  const { problems } = await prebuild(options).then(
    () => ({ problems: [] }),
    (error: ContentError) => error,
  );
  const told = problems.map(({ file, message }) => `${file} ${message.slice(0, 12)}`).sort();
  expect(told).toEqual([`${root}/posts/a/big.svg has 26.0 MiB`, `${root}/static/bigger.svg has 27.0 MiB`]);
});
