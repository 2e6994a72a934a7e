import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder, write } from "./folder.ts";
import { lanesOf, named } from "./lanes.ts";
import { project } from "./project-folder.ts";

const folder = write(temporaryFolder(), {
  "test/production/bundle.ts": "export const bundle = 1;",
  "test/production/serve.ts": 'import { bundle } from "./bundle.ts";\nexport const serve = bundle;',
  "test/import/run.ts": 'import { spawnSync } from "node:child_process";\nexport const run = spawnSync;',
  "test/server.ts": 'export { spawn } from "node:child_process";',
  "scripts/browser.ts":
    'import { chromium } from "playwright-core";\nexport const browser = chromium;\nexport type B = 1;',
  "scripts/later.ts": 'export const later = async () => await import("./browser.ts");',
  "scripts/git.ts": 'import { spawn } from "node:child_process";\nexport const git = spawn;',
  "test/fixtures/a.test.ts": "",
  "test/alone.test.ts": 'import { join } from "node:path";\njoin("");',
  "test/words.test.ts": '// import "wrangler";\nexport const text = `import x from "miniflare";`;',
  "test/mocking.test.ts": 'export const text = `vi.mock("node:fs")`;',
  "test/mock.test.ts": 'import { vi } from "vitest";\nvi.mock("node:fs");',
  "test/git.test.ts": 'import { git } from "../scripts/git.ts";\nvi.mock("../scripts/git.ts");\nimport "wrangler";',
  "test/deep/type.test.ts": 'import type { B } from "../../scripts/browser.ts";\nexport const b: B = 1;',
  "test/command.test.ts": 'import { run } from "./import/run.ts";\nrun("");',
  "test/script.test.ts": 'import { git } from "../scripts/git.ts";\ngit("");',
  "test/spawn.test.ts": 'import { spawn } from "node:child_process";\nspawn("");',
  "test/start.test.ts": 'import { spawn } from "./server.ts";\nspawn("");',
  "test/browser.test.ts": 'import { browser } from "../scripts/browser.ts";\nexport const b = browser;',
  "test/later.test.ts": 'import { later } from "../scripts/later.ts";\nawait later();',
  "test/deep/whole.test.ts": 'import { serve } from "../production/serve.ts";\nexport const s = serve;',
});

describe("the lane of a test", () => {
  it.each([
    ["fast", "imports nothing that is slow", "test/alone.test.ts"],
    ["fast", "names something slow without importing it", "test/words.test.ts"],
    ["fast", "imports types alone of something slow", "test/deep/type.test.ts"],
    ["fast", "runs one of our own commands", "test/command.test.ts"],
    ["fast", "calls a script that could start processes", "test/script.test.ts"],
    ["fast", "names a mock without making it", "test/mocking.test.ts"],
    ["alone", "mocks a module", "test/mock.test.ts"],
    ["slow", "mocks one and imports something slow", "test/git.test.ts"],
    ["slow", "starts processes itself", "test/spawn.test.ts"],
    ["slow", "has them started by another file", "test/start.test.ts"],
    ["slow", "reaches a browser", "test/browser.test.ts"],
    ["slow", "reaches a browser by an import that comes later", "test/later.test.ts"],
    ["production", "needs the bundle", "test/deep/whole.test.ts"],
  ])("is %s where it %s", (lane, _, file) => {
    expect(lanesOf(folder).get(file)).toBe(lane);
  });

  it("is nothing that a fixture has", () => {
    expect([...lanesOf(folder).keys()]).not.toContain("test/fixtures/a.test.ts");
  });

  it("is what those who run only the fast ones expect", () => {
    const lanes = lanesOf(project);
    const files = ["content/release", "app", "whole/time/timeline", "publish/deploy", "views/browser", "dev/server"];
    expect(files.map((file) => lanes.get(`test/${file}.test.ts`))).toEqual([
      "fast",
      "production",
      "production",
      "slow",
      "slow",
      "production",
    ]);
  });

  it("has exceptions for files that are there alone", () => {
    expect(named.filter((file) => !existsSync(join(project, file)))).toEqual([]);
  });
});
