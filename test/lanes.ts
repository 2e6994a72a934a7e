import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync } from "oxc-parser";

/**
 * How much a test needs, from nothing but Node to everything. Each lane is a project of vitest.
 * - `fast` stays in the process, whose modules it shares with other tests, or starts one of our own commands that ends at once.
 * - `alone` does the same with modules of its own, some of which it mocks.
 * - `slow` may also start servers, browsers, wrangler or whatever else the machine has, or simply take long.
 * - `production` also needs the production bundle, which wrangler makes once before the first of these tests.
 */
export type Lane = "fast" | "alone" | "slow" | "production";

const bundle = "test/production/bundle.ts";

/** What starts the runtime of `npm start`. */
const runtime = "scripts/dev/runtime.ts";

/** What starts a server or a browser, whoever imports it. */
const heavy = new Set([runtime, "lighthouse", "miniflare", "playwright-core", "wrangler"]);

/** Where tests may start a process and stay fast: our own commands, and none that serves, publishes or builds for wrangler. */
const quick = new Set([
  "test/create/run-create.ts",
  "test/packed.ts",
  "test/import/run.ts",
  "test/lines.test.ts",
  "test/project.test.ts",
  "test/whole/rooms.test.ts",
]);

/** Tests that need nothing but time, more of it than one waits after each change. */
const long = new Set([
  "test/bin/fore-edge.test.ts",
  "test/build/incremental.test.ts",
  "test/build/pictures.test.ts",
  "test/compare/compare.test.ts",
  "test/create/create.test.ts",
  "test/export/contained.test.ts",
  "test/images/pictures.test.ts",
  "test/images/pictures/plan.test.ts",
  "test/import/confined.test.ts",
  "test/import/import.test.ts",
  "test/import/moving-in.test.ts",
  "test/import/restore/restore-site.test.ts",
  "test/prepack.test.ts",
  "test/publish/api/request.test.ts",
  "test/publish/api/upload.test.ts",
  "test/publish/machines/fault-table.test.ts",
  "test/publish/machines/go-live.test.ts",
  "test/publish/machines/sequences.test.ts",
  "test/publish/wrangler/output.test.ts",
  "test/read/growth.test.ts",
  "test/read/names.test.ts",
  "test/read/robustness.test.ts",
  "test/search-index/make-index.test.ts",
  "test/search/brute-force.test.ts",
  "test/site/changes.test.ts",
  "test/site/public-files.test.ts",
  "test/store/manifest.test.ts",
  "test/timeline/redirects.test.ts",
  "test/whole/limits.test.ts",
  "test/whole/warm-cache/added-fields.test.ts",
  "test/whole/warm-cache/changed-files.test.ts",
]);

/** The files that the rules above name. */
export const named: readonly string[] = [bundle, runtime, ...quick, ...long];

/**
 * The lane of each test file below a project's `test/`. What a file imports decides, directly or through other files, so
 * that nobody has to think of it: a new test is fast until it reaches for something that is not.
 */
export function lanesOf(project: string): ReadonlyMap<string, Lane> {
  const known = new Map<string, readonly string[]>();
  const importsOf = (file: string): readonly string[] => {
    const imports = known.get(file) ?? readImports(project, file);
    known.set(file, imports);
    return imports;
  };
  const tests = readdirSync(join(project, "test"), { recursive: true, encoding: "utf8" })
    .map((name) => `test/${name.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".test.ts") && !file.startsWith("test/fixtures/"));
  return new Map(tests.sort().map((file) => [file, laneOf(project, file, importsOf)]));
}

function laneOf(project: string, test: string, importsOf: (file: string) => readonly string[]): Lane {
  const reached = new Set([test]);
  let lane: Lane = long.has(test) ? "slow" : "fast";
  // A set is walked to what is added on the way.
  for (const file of reached) {
    if (file === bundle) return "production";
    for (const name of importsOf(file)) {
      if (name.endsWith(".ts")) reached.add(name);
      if (heavy.has(name) || startsProcesses(file, name)) lane = "slow";
    }
  }
  return lane === "fast" && mocksModules(project, test) ? "alone" : lane;
}

/** A text in a test may have such a call, too, but within a line. */
const mocksModules = (project: string, test: string): boolean =>
  /^\s*vi\.(?:m|doM)ock\(/m.test(readFileSync(join(project, test), "utf8"));

/** Scripts start processes as well, but a test that runs in the process decides itself what it calls. */
const startsProcesses = (file: string, name: string): boolean =>
  name === "node:child_process" && file.startsWith("test/") && !quick.has(file);

/** What a file imports when it runs, not for types alone: files as paths from the project's folder, anything else by name. */
function readImports(project: string, file: string): string[] {
  if (!file.endsWith(".ts")) return [];
  const text = readFileSync(join(project, file), "utf8");
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module;
  const names = [
    ...staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports
      .flatMap(({ entries }) => entries)
      .flatMap(({ moduleRequest, isType }) => (moduleRequest && !isType ? [moduleRequest.value] : [])),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
  ];
  return names.map((name) => (name.startsWith(".") ? posix.join(posix.dirname(file), name) : name));
}
