import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../folder.ts";
import { project } from "../project-folder.ts";

it("cuts the same fonts everywhere, the Latin one below 20 kB", () => {
  const out = temporaryFolder();
  const { status, stderr } = spawnSync(process.execPath, ["scripts/build/make-typeface.ts", "--out", out], {
    cwd: project,
  });
  expect([status, stderr.toString()]).toEqual([0, ""]);
  const kept = join(project, "src/views/fonts");
  expect(readdirSync(out)).toEqual(readdirSync(kept));
  for (const name of readdirSync(out))
    expect([name, readFileSync(join(out, name)).equals(readFileSync(join(kept, name)))]).toEqual([name, true]);
  expect(readFileSync(join(kept, "latin.woff2")).length).toBeLessThan(20_000);
});
