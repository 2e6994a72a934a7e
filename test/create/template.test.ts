import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseToml } from "smol-toml";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { project } from "../project-folder.ts";

const read = (file: string): string => readFileSync(join(project, file), "utf8");

/** The actions of a workflow, each with what pins it. */
const actionsIn = (text: string): Map<string, string> =>
  new Map([...text.matchAll(/uses: ([\w./-]+)@(.*)$/gm)].map(([, name = "", pin = ""]) => [name, pin]));

interface Workflow {
  readonly jobs: {
    readonly publish: {
      readonly steps: readonly {
        readonly uses?: string;
        readonly run?: string;
        readonly if?: string;
        readonly with?: Readonly<Record<string, string>>;
      }[];
    };
  };
}

describe("the workflow of a new blog", () => {
  const workflow = read("create/template/_github/workflows/publish.yml");

  it("is the one that docs/publishing.md shows", () => {
    const [, shown] = /^```yaml\n(name: Publish\n.*?)^```$/ms.exec(read("docs/publishing.md")) ?? [];
    expect(shown).toBe(workflow);
  });

  it("keeps what was made for the next run, also when publishing fails", () => {
    const { steps } = (parse(workflow) as Workflow).jobs.publish;
    const place = (what: RegExp): number => steps.findIndex(({ uses, run }) => what.test(uses ?? run ?? ""));
    const [restored, saved] = [place(/cache\/restore@/), place(/cache\/save@/)];
    expect(restored).toBeLessThan(place(/npm run deploy/));
    expect(saved).toBeGreaterThan(place(/npm run deploy/));
    const path = { path: ".cache", key: "build-${{ github.run_id }}-${{ github.run_attempt }}" };
    expect(steps[restored]?.with).toEqual({ ...path, "restore-keys": "build-" });
    expect(steps[saved]).toMatchObject({ with: path, if: "always()" });
  });

  it("names each action by digest, the same as our own workflows", () => {
    const ours = new Map(
      readdirSync(join(project, ".github/workflows")).flatMap((file) => [
        ...actionsIn(read(`.github/workflows/${file}`)),
      ]),
    );
    const actions = [...actionsIn(workflow)];
    expect(actions.length).toBeGreaterThanOrEqual(3);
    expect(actions.filter(([, pin]) => !/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(pin))).toEqual([]);
    const shared = actions.filter(([name]) => ours.has(name));
    expect(shared.map(([name]) => name)).toEqual(["actions/checkout", "actions/setup-node"]);
    expect(shared.filter(([name, pin]) => ours.get(name) !== pin)).toEqual([]);
  });
});

describe.each([
  ["this blog", "", ""],
  ["a new blog", "create/template/", "_"],
])("for Cloudflare's button, %s", (_, folder, dot) => {
  const { scripts, cloudflare } = JSON.parse(read(`${folder}package.json`)) as {
    scripts: Readonly<Record<string, string>>;
    cloudflare: { bindings: Readonly<Record<string, { description: string }>> };
  };
  const { account_id, routes, kv_namespaces, ...rest } = parseToml(read(`${folder}wrangler.toml`));

  it("describes each binding that is made, and each secret that is asked for", () => {
    const namespaces = (kv_namespaces as { binding: string }[]).map(({ binding }) => binding);
    const secrets = Object.keys(parseEnv(read(`${folder}${dot ? `${dot}dev` : ".dev"}.vars.example`)));
    expect(namespaces.length * secrets.length).toBeGreaterThan(0);
    expect(Object.keys(cloudflare.bindings).sort()).toEqual([...namespaces, ...secrets].sort());
    expect(Object.values(cloudflare.bindings).filter(({ description }) => description.length < 30)).toEqual([]);
  });

  it("names no account, no namespace and no domain, and has the scripts that it looks for", () => {
    expect([account_id, routes, kv_namespaces]).toEqual([undefined, undefined, [{ binding: "BLOBS" }]]);
    expect(scripts).toMatchObject({ build: expect.any(String), deploy: expect.any(String) });
    expect(rest["name"]).toEqual(expect.any(String));
  });
});

it("a new blog is configured for wrangler as this one, but for its name", () => {
  const own = read("wrangler.toml");
  expect(read("create/template/wrangler.toml").replace("{{name}}", "fore-edge")).toBe(own);
});
