import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { project } from "../project-folder.ts";

const bundleFolder = join(project, "node_modules/.cache/fore-edge-test/bundle");

/** Makes the production bundle once for all tests of a run that need it. */
export default function setup(): void {
  makeBundle(project, bundleFolder);
}

/** Bundles the worker of a blog, with the very wrangler that deploys it. */
export function makeBundle(blog: string, out: string): void {
  mkdirSync(out, { recursive: true });
  const PATH = `${join(project, "node_modules/.bin")}:${process.env["PATH"]}`;
  const wrangler = spawnSync(
    process.execPath,
    [join(project, "node_modules/wrangler/bin/wrangler.js"), "deploy", "--dry-run", "--outdir", out],
    { cwd: blog, encoding: "utf8", env: { ...process.env, PATH, WRANGLER_SEND_METRICS: "false" } },
  );
  if (wrangler.status !== 0)
    throw new Error(`wrangler made no bundle:\n${stripVTControlCharacters(wrangler.stdout + wrangler.stderr)}`);
}

/** A bundle's script and the name under which it imports the release. */
export function readBundle(out = bundleFolder): { readonly script: string; readonly releaseName: string } {
  const script = readFileSync(join(out, "worker.js"), "utf8");
  const [, releaseName] = /from "\.\/([0-9a-f]+-release\.bin)"/.exec(script) ?? [];
  if (releaseName === undefined) throw new Error("the bundle imports no release");
  return { script, releaseName };
}
