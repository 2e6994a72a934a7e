import { readdirSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DevelopmentSite } from "../../scripts/dev/development-site.ts";
import { post, temporaryFolder, write } from "../folder.ts";

const folder = temporaryFolder();
const root = write(join(folder, "content"), { "posts/a.md": post("A", "2024-01-01") });
const cache = join(folder, "cache");
const open = (): DevelopmentSite => new DevelopmentSite({ root, clock: () => Date.UTC(2026, 0, 1) / 1000 }, cache);

async function released(site: DevelopmentSite): Promise<string> {
  const { release } = await site.compile();
  return Buffer.from(release).toString("base64");
}

it("is the same from the cache of a server before, beside another server, and where that cache is damaged", async () => {
  const [first, beside] = [open(), open()];
  const release = await released(first);
  expect(await released(beside)).toBe(release);
  for (const site of [first, beside]) site.close();

  const again = open();
  expect(await released(again)).toBe(release);
  again.close();

  const [name = ""] = readdirSync(join(cache, "server"));
  truncateSync(join(cache, "server", name), 40_000);
  const damaged = open();
  expect(await released(damaged)).toBe(release);
  damaged.close();
  expect(readdirSync(cache)).not.toContain("server");

  const anew = open();
  expect(await released(anew)).toBe(release);
  anew.close();
  expect(readdirSync(join(cache, "server"))).toHaveLength(1);
});
