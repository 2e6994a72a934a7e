import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { temporaryFolder, write } from "../folder.ts";
import { project } from "../project-folder.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly "max-parallel": number; readonly matrix: { readonly package: readonly string[] } };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: { readonly push?: { readonly tags?: readonly string[] } };
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(project, ".github/workflows");
const workflows = readdirSync(folder).map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
const release = parse(readFileSync(join(folder, "release.yml"), "utf8")) as Workflow;
const job = (name: string): Job => release.jobs[name] ?? expect.fail(`release.yml has no job ${name}`);

describe.each(workflows)("the workflow $file", ({ text }) => {
  const workflow = parse(text) as Workflow;

  it("names every action by a digest, with the version beside it", () => {
    const uses = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? []));
    expect(uses.length).toBeGreaterThan(0);
    const pinned = [...text.matchAll(/uses: (\S+@[\da-f]{40}) # v\d+\.\d+\.\d+$/gm)].map(([, action]) => action);
    expect(pinned).toEqual(uses);
  });

  it("may read the repository and write nothing, but where it publishes", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    const more = Object.entries(workflow.jobs).flatMap(([name, { permissions }]) => (permissions ? [name] : []));
    expect(more).toEqual("publish" in workflow.jobs ? ["publish"] : []);
  });
});

describe("a release", () => {
  it("begins with the tag of a whole version", () => {
    const patterns = (release.on.push?.tags ?? []).map((tag) => new RegExp(`^${tag.replaceAll(".", "\\.")}$`));
    const begins = ["v1.2.3", "v0.10.0", "v1.2", "1.2.3", "v1.2.3-beta.1"].filter((tag) =>
      patterns.some((pattern) => pattern.test(tag)),
    );
    expect(begins).toEqual(["v1.2.3", "v0.10.0"]);
  });

  it("publishes both packages, one after the other and with provenance, once all tests have passed", () => {
    expect(job("gate").steps.at(-1)?.run).toBe(".ci/run");
    const { needs, strategy, permissions, steps } = job("publish");
    expect({ needs, strategy, permissions }).toEqual({
      needs: "gate",
      strategy: { "max-parallel": 1, matrix: { package: [".", "./create"] } },
      permissions: { contents: "read", "id-token": "write" },
    });
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual([
      "npm ci --ignore-scripts",
      "npm publish ${{ matrix.package }} --provenance --access public",
    ]);
    expect(steps.at(-1)?.env).toEqual({ NODE_AUTH_TOKEN: "${{ secrets.NPM_TOKEN }}" });
  });

  it("has packages that say where they are from, which npm compares with their provenance", () => {
    const url = "git+https://github.com/fore-edge/fore-edge.git";
    const manifests = ["package.json", "create/package.json"].map(
      (file) => JSON.parse(readFileSync(join(project, file), "utf8")) as Readonly<Record<string, unknown>>,
    );
    expect(manifests.map(({ name, private: isPrivate, repository }) => [name, isPrivate, repository])).toEqual([
      ["fore-edge", undefined, { type: "git", url }],
      ["create-fore-edge", undefined, { type: "git", url, directory: "create" }],
    ]);
    expect(manifests[1]?.["version"]).toBe(manifests[0]?.["version"]);
  });

  const check = job("gate").steps.find(({ run }) => run?.includes("CHANGELOG.md"))?.run ?? "";
  const root = temporaryFolder();
  const changes = "# Changes\n\n## 1.2.3\n\n- A change.\n\n## 1.2.2\n";

  it.each([
    ["v1.2.3", "1.2.3", "1.2.3", changes, ""],
    ["v1.2.4", "1.2.3", "1.2.3", changes, "file=package.json::version is 1.2.3, expected 1.2.4 as in the tag"],
    ["v1.2.3", "1.2.3", "1.2.2", changes, "file=create/package.json::version is 1.2.2, expected 1.2.3 as in the tag"],
    ["v1.2.3", "1.2.3", "1.2.3", "## 1.2.30\n\n## 1x2.3\n", 'file=CHANGELOG.md::expected a section "## 1.2.3"'],
  ])(
    "of %s with fore-edge %s, create-fore-edge %s and the changelog %j: %j",
    (tag, engine, create, changelog, said) => {
      write(root, {
        "package.json": JSON.stringify({ version: engine }),
        "create/package.json": JSON.stringify({ version: create }),
        "CHANGELOG.md": changelog,
      });
      const env = { ...process.env, GITHUB_REF_NAME: tag };
      // As GitHub runs a step in a container that has no bash.
      const { status, stdout, stderr } = spawnSync("sh", ["-e", "-c", check], { cwd: root, env, encoding: "utf8" });
      expect({ status, stdout, stderr }).toEqual(
        said === "" ? { status: 0, stdout: "", stderr: "" } : { status: 1, stdout: `::error ${said}\n`, stderr: "" },
      );
    },
  );
});
