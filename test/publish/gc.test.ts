import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keysOf } from "../../scripts/publish/release-changes.ts";
import { collect, findGarbage } from "../../scripts/publish/collect.ts";
import { lockKey } from "../../scripts/publish/lock.ts";
import { postFile, postText, writeCorpus } from "./corpus.ts";
import { Namespace } from "./cloudflare/namespace.ts";
import { ReleaseLine } from "./release-line.ts";

let line: ReleaseLine;

beforeEach(async () => {
  line = await ReleaseLine.open();
  writeCorpus(line.project, 3);
});

afterEach(() => line.close());

const gc = (...args: readonly string[]): ReturnType<ReleaseLine["project"]["script"]> =>
  line.project.script("gc", ...args);
/** Lets days go by in which so many uploads were made that Cloudflare lists the newest alone. */
function forget(mostListed: number): void {
  line.standIn.kv.only.age(2);
  for (const script of line.standIn.workers.scripts.values()) script.mostListed = mostListed;
}

const silent = (): void => {};

/** So many releases: each edits a post, and every third adds one. */
async function publishMany(count: number, own = line): Promise<void> {
  for (let release = 0; release < count; release++) {
    own.project.write(postFile(release % 3), postText(release % 3, `This is release ${release}.`));
    if (release % 3 === 2) own.project.write(postFile(release + 10), postText(release + 10));
    await own.publish();
  }
}

/** All keys that some releases need, with those under which they are stored themselves. */
function neededBy(releases: ReleaseLine["releases"]): string[] {
  const keys = releases.flatMap(({ release, kept }) => [kept.key, ...keysOf(release)]);
  return [...new Set(keys)].sort();
}

describe("a clean-up", () => {
  it("after 25 releases leaves exactly what the last 20 need, and every page of each answers", async () => {
    await publishMany(25);
    const shown = await gc();
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.stdout).toMatch(
      /^20 versions kept, back to number 6; \d+ of \d+ keys are not needed by any of them\n"npm run gc -- --yes" deletes them/,
    );
    expect(line.standIn.kv.only.keys()).toEqual(neededBy(line.releases));

    expect(await gc("--yes", "--lag", "0")).toMatchObject({ code: 0 });
    expect(line.standIn.kv.only.keys()).toEqual(neededBy(line.releases.slice(-20)));
    for (const release of line.releases.slice(-20)) expect(await line.broken(release)).toEqual([]);
    expect(line.standIn.violations).toEqual([]);
  });

  it("leaves what is not a blob or a release alone", async () => {
    await publishMany(2);
    forget(100);
    line.standIn.kv.only.put({ key: "visits:/posts/x/", value: "3" });
    expect(await gc("--yes", "--lag", "0", "--keep", "2")).toMatchObject({ code: 0 });
    expect(line.standIn.kv.only.keys()).toContain("visits:/posts/x/");
  });

  it("deletes nothing in a namespace that the live version does not read", async () => {
    await publishMany(1);
    const other = new Namespace("c".repeat(32), "customers");
    line.standIn.kv.namespaces.push(other);
    other.put({ key: "0".repeat(32), value: "not a page" });
    const settings = line.project.read("wrangler.toml").replace(/^id = .*\n/m, "");
    line.project.write("wrangler.toml", settings.replace(/^(binding = "BLOBS"\n)/m, `$1id = "${other.id}"\n`));
    const { code, stderr } = await gc("--yes", "--lag", "0");
    expect([code, stderr]).toEqual([1, expect.stringContaining("is not the one that the live version")]);
    expect(other.keys()).toEqual(["0".repeat(32)]);
  });

  it("spares the live release, however old it is", async () => {
    await publishMany(5);
    const [first] = line.standIn.workers.versions;
    expect(await line.project.script("rollback", "--to", "1")).toMatchObject({ code: 0 });
    expect(line.standIn.workers.live).toBe(first);
    expect(await gc("--keep", "2", "--yes", "--lag", "0")).toMatchObject({ code: 0 });
    expect(line.standIn.kv.only.keys()).toEqual(neededBy([...line.releases.slice(0, 1), ...line.releases.slice(-2)]));
    expect(line.standIn.violations).toEqual([]);
  });

  it("spares the live release even if Cloudflare no longer lists it", async () => {
    await publishMany(5);
    await line.project.script("rollback", "--to", "1");
    forget(3);
    expect(await gc("--keep", "2", "--yes", "--lag", "0")).toMatchObject({ code: 0 });
    expect(line.standIn.kv.only.keys()).toEqual(neededBy([...line.releases.slice(0, 1), ...line.releases.slice(-2)]));
    expect(line.standIn.violations).toEqual([]);
    const { stdout } = await line.project.script("deploy", "--dry-run", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ changes: { added: [expect.any(String)] } });
  });

  it("deletes nothing when Cloudflare doesn't show the live version", async () => {
    await publishMany(5);
    await line.project.script("rollback", "--to", "1");
    forget(3);
    const [first] = line.standIn.workers.versions;
    const on = ({ path }: { readonly path: string }): boolean => path.endsWith(`/versions/${first?.id}`);
    line.standIn.faults.inject({ on, fault: { kind: "status", status: 404 }, times: 100 });
    const before = line.standIn.kv.only.keys();
    const { code, stderr } = await gc("--keep", "2", "--yes", "--lag", "0");
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(`^error Version ${first?.id} is live, but Cloudflare does not show it`),
    ]);
    expect(line.standIn.kv.only.keys()).toEqual(before);
    const { stderr: said } = await line.project.script("deploy", "--dry-run");
    expect(said).toContain(`the release of version ${first?.id} can't be read`);
  });

  it("spares what is being uploaded, before any version names it", async () => {
    await publishMany(3);
    line.project.write(postFile(0), postText(0, "Not live yet."));
    await line.store();
    await gc("--keep", "2", "--yes", "--lag", "0");
    expect(await line.broken(line.newest)).toEqual([]);
    await line.upload(line.newest.kept.tag);
    expect(line.standIn.violations).toEqual([]);
  });

  it("spares an old release that is republished at the same time, whenever that starts and however listings lag", async () => {
    const lines = await Promise.all([0, 1, 2, 3].map(() => ReleaseLine.open()));
    const rounds = lines.map(async (own, round) => {
      writeCorpus(own.project, 3);
      await publishMany(4, own);
      own.standIn.kv.lag = 700;
      const cleanUp = collect(own, 2, 1, silent);
      await wait(round * 900 + Math.random() * 900);
      own.project.write(postFile(0), postText(0, "This is release 0."));
      own.project.remove(postFile(12));
      await own.publish();
      await cleanUp;
      return { violations: own.standIn.violations, broken: await own.broken(own.newest) };
    });
    const results = await Promise.all(rounds);
    await Promise.all(lines.map((own) => own.close()));
    expect(results).toEqual(lines.map(() => ({ violations: [], broken: [] })));
  });

  it("knows the releases of versions without a tag, as a bare wrangler deploy uploads them", async () => {
    await publishMany(2);
    line.project.write(postFile(1), postText(1, "Bare."));
    await line.store();
    await line.upload(undefined);
    line.project.write(postFile(1), postText(1, "With a tag again."));
    await line.publish();
    await gc("--keep", "2", "--yes", "--lag", "0");
    expect(line.standIn.kv.only.keys()).toEqual(neededBy(line.releases.slice(-2)));
  });

  it("announces itself exactly as long as it runs", async () => {
    await publishMany(3);
    line.standIn.faults.inject({
      on: ({ path }) => path.endsWith("/bulk/delete"),
      fault: { kind: "slow", milliseconds: 300 },
      times: 1,
    });
    const work = collect(line, 2, 0, silent);
    await expect.poll(() => line.standIn.kv.only.has(lockKey)).toBe(true);
    const publication = line.publish();
    await Promise.all([work, publication]);
    expect(line.standIn.kv.only.has(lockKey)).toBe(false);
    expect(line.standIn.violations).toEqual([]);
    expect(await line.broken(line.newest)).toEqual([]);
  });

  it("deletes nothing when a version can't be read", async () => {
    await publishMany(2);
    line.project.write("dist/release.bin", "not a release");
    await line.upload("release-mine");
    const before = line.standIn.kv.only.keys();
    const { code, stderr } = await gc("--yes", "--lag", "0");
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^error The release of version 3 \(.+\) can't be read, so nothing was deleted/),
    ]);
    expect(line.standIn.kv.only.keys()).toEqual(before);
  });

  it("finishes although deleting fails at first, and removes its announcement when it gives up", async () => {
    await publishMany(3);
    const deletes = ({ path }: { readonly path: string }): boolean => path.endsWith("/bulk/delete");
    line.standIn.faults.inject({ on: deletes, fault: { kind: "status", status: 500 }, times: 2 });
    await collect(line, 2, 0, silent);
    expect((await findGarbage(line, 2, new Date())).garbage).toEqual([]);
  });

  it("announces itself although writing fails at first", async () => {
    await publishMany(3);
    const writes = ({ path }: { readonly path: string }): boolean => path.endsWith("/bulk");
    line.standIn.faults.inject({ on: writes, fault: { kind: "status", status: 500 }, times: 2 });
    await collect(line, 2, 0, silent);
    expect(line.standIn.faults.left).toBe(0);
  });

  it("refuses to keep fewer than two releases", async () => {
    expect(await gc("--keep", "1")).toMatchObject({ code: 2 });
  });
});
