import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposableSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { note } from "../../base/terminal.ts";
import { isRecord } from "../../base/record.ts";

/** Tells the build command inside wrangler that this release is already built and uploaded. */
export const preparedVariable = "FORE_EDGE_PREPARED";

/** How a run of wrangler went. */
export interface Run {
  readonly code: number;
  /** What it printed as its result. */
  readonly stdout: string;
  /** Everything it printed, without secrets and colours. */
  readonly output: string;
  /** What it reports for scripts: `{"type":"deploy","version_id":…}` and so on. */
  readonly reports: readonly Readonly<Record<string, unknown>>[];
  /** Whether it was ended since nothing more came of it. */
  readonly isHanging: boolean;
}

/** How long wrangler may be silent, in seconds; it reports each part of an upload. */
const mostSilence = 150;
/** After how many seconds of that people are told. */
const quiet = 15;

/** Runs the project's own wrangler in the current folder, quietly. */
export async function wrangler(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  silence = mostSilence,
): Promise<Run> {
  const bin = fileURLToPath(new URL("bin/wrangler.js", import.meta.resolve("wrangler/package.json")));
  using folder = mkdtempDisposableSync(join(tmpdir(), "fore-edge-"));
  const reportFile = join(folder.path, "reports.ndjson");
  const env = { ...process.env, ...environment, WRANGLER_OUTPUT_FILE_PATH: reportFile, NO_COLOR: "1" };
  const child = spawn(process.execPath, ["--no-warnings", bin, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, output] = ["", ""];
  let isHanging = false;
  let last = performance.now();
  const heard = (): number => (last = performance.now());
  child.stdout.on("data", heard);
  child.stderr.on("data", heard);
  const watch = setInterval(
    () => {
      const seconds = Math.round((performance.now() - last) / 1_000);
      if (seconds >= silence) isHanging = child.kill(); // which ends what it started as well
      else if (seconds > 0) note(`waiting for wrangler, for ${seconds} s`);
    },
    Math.min(quiet, silence) * 1_000,
  );
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const [code] = (await once(child, "close")) as [number | null];
  clearInterval(watch);
  const told = isHanging ? `${output}\nIt was ended, since Cloudflare answered nothing for ${silence} s` : output;
  const shown = redact(stripVTControlCharacters(told));
  return { code: code ?? 1, stdout, output: shown, reports: readReports(reportFile), isHanging };
}

function readReports(file: string): Run["reports"] {
  try {
    const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
    return lines.map((line): unknown => JSON.parse(line)).filter(isRecord);
  } catch {
    return []; // wrangler stopped before it wrote any
  }
}

const secrets = ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_API_KEY"];

/** Removes the environment's secrets, should a tool ever print them, and the folder of the search index, which has words of posts to come. */
export function redact(shown: string): string {
  const text = shown.replaceAll(/_search\/[^/\s]+/g, "_search/<key>");
  return secrets.reduce((shown, name) => {
    const secret = process.env[name];
    return secret === undefined || secret === "" ? shown : shown.replaceAll(secret, `<${name}>`);
  }, text);
}
