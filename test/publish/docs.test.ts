import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { account, StandIn, token } from "./cloudflare/stand-in.ts";
import { writeCorpus } from "./corpus.ts";
import { Project } from "./project.ts";

interface Block {
  readonly heading: string;
  readonly language: string;
  readonly text: string;
}

const document = readFileSync(join(import.meta.dirname, "../../docs/publishing.md"), "utf8");
const blocks = document.split(/^## /m).flatMap((section): Block[] => {
  const [heading = ""] = section.split("\n");
  return [...section.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = "", text = ""]) => ({
    heading,
    language,
    text,
  }));
});
const block = (heading: string, language: string): string =>
  blocks.find((each) => each.heading === heading && each.language === language)?.text ??
  expect.fail(`no ${language} below "${heading}"`);

let standIn: StandIn;
let project: Project;

beforeAll(async () => {
  standIn = await StandIn.start();
  const { CLOUDFLARE_API_TOKEN: _, ...environment } = standIn.environment;
  project = new Project(environment);
  writeCorpus(project, 3);
});

afterAll(async () => {
  await standIn.close();
  project.dispose();
});

/** What wrangler leaves behind after `wrangler login` and the clicks in the browser. */
const loginFile = "home/.config/.wrangler/config/default.toml";
const login = `oauth_token = "${token}"\nexpiration_time = "2100-01-01T00:00:00.000Z"\nrefresh_token = "unused"\nscopes = ["account:read"]\n`;

/** Lines that a test cannot follow to the letter: the packages are those of this folder, and there is no browser. */
const byHand: Readonly<Record<string, () => void>> = {
  "npm ci": () => {},
  "npx wrangler login": () => project.write(loginFile, login),
};

async function follow(line: string): Promise<void> {
  const own = byHand[line];
  if (own !== undefined) return own();
  const finished = await project.shell(line);
  expect({ line, ...finished }).toMatchObject({ line, code: 0 });
}

// A reader who follows the document from top to bottom.
describe("docs/publishing.md", () => {
  it.each(["From nothing to a live blog", "Day by day", "Going back", "What is live", "Clean-up"])(
    'is true to the letter below "%s"',
    async (heading) => {
      const lines = blocks
        .filter((each) => each.heading === heading && each.language === "sh")
        .flatMap(({ text }) => text.trim().split("\n"));
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) await follow(line);
      expect(standIn.workers.live).toBeDefined();
      expect([standIn.unknown, standIn.violations]).toEqual([[], []]);
    },
  );

  it("has a workflow whose steps publish with nothing but its secrets", async () => {
    const workflow = parse(block("From CI", "yaml")) as {
      jobs: { publish: { steps: { run?: string; env?: Record<string, string> }[] } };
    };
    const secrets: Readonly<Record<string, string>> = { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_ACCOUNT_ID: account };
    const clone = new Project({ CLOUDFLARE_API_BASE_URL: standIn.url, WRANGLER_SEND_METRICS: "false", CI: "true" });
    writeCorpus(clone, 4);
    const uploads = standIn.workers.versions.length;
    for (const { run, env = {} } of workflow.jobs.publish.steps) {
      if (run === undefined || run in byHand) continue;
      const values = Object.entries(env).map(([name, value]) => [
        name,
        value.replace(/\$\{\{ secrets\.(\w+) \}\}/, (_, key: string) => secrets[key] ?? ""),
      ]);
      expect(await clone.shell(run, Object.fromEntries(values) as Record<string, string>)).toMatchObject({ code: 0 });
    }
    expect(standIn.workers.versions).toHaveLength(uploads + 1);
    expect(clone.find(token)).toEqual([]);
    clone.dispose();
  });

  it("leads to one's own domain", async () => {
    const config = project.read("wrangler.toml");
    project.write("wrangler.toml", config.replace(/^\[/m, `${block("Your own domain", "toml")}\n[`));
    const { stdout } = await project.script("deploy");
    expect(stdout).toContain("https://river.example\n");
    expect(standIn.workers.only?.domains).toEqual(["river.example"]);
    expect(standIn.unknown).toEqual([]);
  });

  it("has ping settings that site.yaml accepts", async () => {
    project.write("content/site.yaml", `${project.read("content/site.yaml")}${block("Telling others", "yaml")}`);
    expect(await project.script("build")).toMatchObject({ code: 0, stderr: "" });
  });

  it("shows an output like the real one", () => {
    const shown = block("Day by day", "").split("\n");
    expect(shown[0]).toMatch(/^Published: \d posts? added/);
    expect(shown.at(-2)).toMatch(/^\d+ KV writes \(.+ MB\), .+ s$/);
  });

  it("leaves the login where wrangler keeps it, and nowhere else", () => {
    expect(project.find(token)).toEqual([join(project.folder, loginFile)]);
  });
});
