import { describe, expect, it } from "vitest";
import { ancestorsOf, purposeOf, hasFlag, valueIn } from "../../../scripts/publish/wrangler/build-purpose.ts";

const cli = "/usr/bin/node --no-warnings /blog/node_modules/wrangler/wrangler-dist/cli.js";
const purpose = (environment: NodeJS.ProcessEnv, ...ancestors: readonly string[]): string =>
  purposeOf(environment, () => ancestors);

describe("what a build has to do", () => {
  it("is to build when wrangler did not ask", () => {
    expect(purpose({})).toBe("build");
  });

  it("is to fill the local KV for wrangler dev", () => {
    expect(purpose({ WRANGLER_COMMAND: "dev" }, `${cli} dev`)).toBe("dev");
  });

  it("is to publish before a deployment or version upload", () => {
    expect(purpose({ WRANGLER_COMMAND: "deploy" }, "sh -c npm run build", `${cli} deploy`)).toBe("publish");
    expect(purpose({ WRANGLER_COMMAND: "versions upload" }, `${cli} versions upload`)).toBe("publish");
  });

  it("is only to build in a dry run, however that is spelled", () => {
    for (const flag of ["--dry-run", "--dryRun", "--dry-run=true"])
      expect(purpose({ WRANGLER_COMMAND: "deploy" }, "npm run build", `${cli} deploy ${flag} --minify`)).toBe("build");
  });

  it("is to publish when a dry run is denied, only mentioned, or somebody else's", () => {
    for (const line of [
      `${cli} deploy --dry-run=false`,
      `${cli} deploy --message no --dry-run this time`,
      `${cli} deploy --outdir x--dry-run`,
    ])
      expect(purpose({ WRANGLER_COMMAND: "deploy" }, line, `${cli} deploy --dry-run`)).toBe("publish");
    expect(
      purpose({ WRANGLER_COMMAND: "deploy" }, `${cli} deploy`, "sh -c wrangler deploy --dry-run && wrangler deploy"),
    ).toBe("publish");
  });

  it("is to publish if the command lines can't be read", () => {
    expect(purpose({ WRANGLER_COMMAND: "deploy" })).toBe("publish");
  });

  it("is only to check in Workers Builds, which may not build again before it deploys", () => {
    expect(purpose({ WORKERS_CI: "1" })).toBe("check");
    expect(purpose({ WORKERS_CI: "1", WRANGLER_COMMAND: "deploy" }, `${cli} deploy`)).toBe("publish");
    expect(purpose({ WORKERS_CI: "1", WRANGLER_COMMAND: "deploy", FORE_EDGE_PREPARED: "1" })).toBe("nothing");
  });

  it("is nothing when npm run deploy has done it all", () => {
    expect(purpose({ WRANGLER_COMMAND: "deploy", FORE_EDGE_PREPARED: "1" }, `${cli} deploy`)).toBe("nothing");
  });
});

describe("an option in a command line", () => {
  it("has the value that follows it, with the spaces in it", () => {
    for (const line of [
      "dev --persist-to=/tmp/my state",
      "dev --persist-to /tmp/my state --port 80",
      "dev --persist-to x -e a --persist-to /tmp/my state -r",
    ])
      expect(valueIn(line, "persist-to")).toBe("/tmp/my state");
    expect(valueIn("dev --env a -e b", "env", "e")).toBe("b");
    expect(valueIn("dev --environment a --env-file b", "env", "e")).toBeUndefined();
  });

  it("is a flag if it stands alone", () => {
    expect(
      ["dev -r", "dev --remote --port 80", "dev --remote=true"].map((line) => hasFlag(line, "remote", "r")),
    ).toEqual([true, true, true]);
    expect(["dev", "dev --remote=false", "dev --remotely"].map((line) => hasFlag(line, "remote", "r"))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe("the ancestors of a process", () => {
  it("start with the given process", () => {
    const [own, parent] = ancestorsOf(process.pid);
    expect(own).toContain("node");
    expect(parent).toBeDefined();
  });

  it("are empty for a process that does not exist", () => {
    expect(ancestorsOf(2 ** 22 + 1)).toEqual([]);
  });
});
