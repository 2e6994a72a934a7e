import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { project } from "../project-folder.ts";

const bundleFolder = join(project, "node_modules/.cache/fore-edge-test/bundle");

/** Makes the production bundle once for all tests of a run that need it, with the very wrangler that deploys it. */
export default function setup(): void {
  mkdirSync(bundleFolder, { recursive: true });
  const wrangler = spawnSync(
    process.execPath,
    [join(project, "node_modules/wrangler/bin/wrangler.js"), "deploy", "--dry-run", "--outdir", bundleFolder],
    { cwd: project, encoding: "utf8", env: { ...process.env, WRANGLER_SEND_METRICS: "false" } },
  );
  if (wrangler.status !== 0) throw new Error(`wrangler made no bundle:\n${wrangler.stdout}${wrangler.stderr}`);
}

/** The bundle's script and the name under which it imports the release. */
export function readBundle(): { readonly script: string; readonly releaseName: string } {
  const script = readFileSync(join(bundleFolder, "worker.js"), "utf8");
  const [, releaseName] = /from "\.\/([0-9a-f]+-release\.bin)"/.exec(script) ?? [];
  if (releaseName === undefined) throw new Error("the bundle imports no release");
  return { script, releaseName };
}
