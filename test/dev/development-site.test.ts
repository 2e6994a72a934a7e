import { readdirSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Release, type Target } from "../../src/content/release.ts";
import { DevelopmentSite } from "../../scripts/dev/development-site.ts";
import { post, temporaryFolder, write } from "../folder.ts";

const folder = temporaryFolder();
const root = write(join(folder, "content"), { "posts/a.md": post("A", "2024-01-01") });
const moment = Date.UTC(2026, 0, 1) / 1000;
const cache = join(folder, "cache");
const open = (): DevelopmentSite => new DevelopmentSite({ root, clock: () => moment }, cache);

async function releaseOf(site: DevelopmentSite): Promise<Release> {
  const { release } = await site.compile();
  return new Release(Uint8Array.from(release).buffer);
}

/** All that a release answers with: values in the place of their keys, which are each build's own. */
async function released(site: DevelopmentSite): Promise<unknown> {
  const release = await releaseOf(site);
  const routes = Array.from(release.routes(), ([path, entries]) => [
    path,
    entries.map(({ from, target }) => ({ from, target: withValue(site, target) })),
  ]);
  return { header: release.header, routes };
}

const withValue = (site: DevelopmentSite, target: Target | undefined): unknown =>
  target && "key" in target ? { ...target, key: site.blob(target.key) ?? "nothing" } : target;

function keyOf(release: Release, path: string): string {
  const { target } = release.route(path, moment);
  return target && "key" in target ? target.key : "";
}

it("is the same from the cache of a server before, beside another server, and where that cache is damaged", async () => {
  const [first, beside] = [open(), open()];
  const release = await released(first);
  expect(await released(beside)).toEqual(release);
  expect(JSON.stringify(release)).not.toContain('"nothing"');
  for (const site of [first, beside]) site.close();

  const again = open();
  expect(await released(again)).toEqual(release);
  again.close();

  const [name = ""] = readdirSync(join(cache, "server"));
  truncateSync(join(cache, "server", name), 40_000);
  const damaged = open();
  expect(await released(damaged)).toEqual(release);
  damaged.close();
  expect(readdirSync(cache)).not.toContain("server");

  const anew = open();
  expect(await released(anew)).toEqual(release);
  anew.close();
  expect(readdirSync(join(cache, "server"))).toHaveLength(1);
});

it("has the blobs of the build before too, for requests on their way, unless what they are made of is dropped", async () => {
  const others = Array.from({ length: 20 }, (_, index) => [`posts/other-${index}.md`, post("Other", "2023-01-01")]);
  write(root, Object.fromEntries(others) as Record<string, string>);
  const site = open();
  const textOf = (key: string): string | undefined => /Text of (\w+)/.exec(site.blob(key) ?? "")?.[1];
  const keys: string[] = [];
  // In this test alone: texts that were read lately are known to all sites of a process.
  for (const title of ["Anchor", "Buoy", "Canal"]) {
    write(root, { "posts/a.md": post(title, "2024-01-01") });
    keys.push(keyOf(await releaseOf(site), "/posts/a.md"));
  }
  expect(keys.slice(0, 2).map(textOf)).toEqual([undefined, "Buoy"]);
  for (const key of ["", "0".repeat(32), `${keys[2]?.slice(0, 20)}ffffffffffff`])
    expect(site.blob(key)).toBeUndefined();

  for (const [name = ""] of others) rmSync(join(root, name)); // most of what the cache has is of no use then
  write(root, { "posts/a.md": post("Dock", "2024-01-01") });
  keys.push(keyOf(await releaseOf(site), "/posts/a.md"));
  expect(keys.map(textOf)).toEqual([undefined, undefined, undefined, "Dock"]);
  site.close();
});
