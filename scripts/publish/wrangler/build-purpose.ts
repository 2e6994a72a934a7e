import { execFileSync } from "node:child_process";
import { preparedVariable } from "./wrangler.ts";

/** Why a build runs, and so what it has to do. */
export type BuildPurpose =
  /** `npm run deploy` has already built and uploaded. */
  | "nothing"
  /** The bundle will be uploaded: KV must have all blobs first. */
  | "publish"
  /** `wrangler dev` will serve it: its local KV must have all blobs first. */
  | "dev"
  /** Workers Builds may go on with a `wrangler deploy` that does not build: nothing of this may go live. */
  | "check"
  /** A build for this machine only. */
  | "build";

/**
 * Finds out from the environment and the parent processes why a build runs. wrangler sets WRANGLER_COMMAND for its build
 * command, but the same for `deploy` and `deploy --dry-run`; only wrangler's own command line tells them apart. If that
 * can't be read, as on Windows, a dry run counts as a deployment: it uploads blobs, which changes nothing for readers.
 */
export function purposeOf(environment: NodeJS.ProcessEnv, ancestors: () => readonly string[]): BuildPurpose {
  if (environment[preparedVariable] === "1") return "nothing";
  const command = environment["WRANGLER_COMMAND"];
  if (command === "dev") return "dev";
  // https://developers.cloudflare.com/workers/ci-cd/builds/configuration/#default-variables
  if (command === undefined && environment["WORKERS_CI"] === "1") return "check";
  if (command !== "deploy" && command !== "versions upload") return "build";
  const line = wranglerAmong(ancestors());
  return line !== undefined && isDryRun(line) ? "build" : "publish";
}

/** wrangler's own command line among others. */
export const wranglerAmong = (lines: readonly string[]): string | undefined =>
  lines.find((line) => /wrangler-dist[\\/]cli\.js/.test(line));

// `ps` shows no quotes: "--dry-run" could be a word in a message, so a line with a message or tag is not trusted.
const isDryRun = (line: string): boolean => hasFlag(line, "dry-run", "dryRun") && !/\s--(message|tag)\b/.test(line);

/**
 * The last value of an option in a command line without quotes: `a folder` in `--persist-to a folder --port 1`.
 */
export function valueIn(line: string, ...names: readonly string[]): string | undefined {
  const option = new RegExp(String.raw`\s(?:${names.map(dashed).join("|")})(?:=|\s+)(\S.*?)(?=\s+-|\s*$)`, "g");
  return [...line.matchAll(option)].at(-1)?.[1];
}

/** Whether a command line has an option without a value. */
export const hasFlag = (line: string, ...names: readonly string[]): boolean =>
  new RegExp(String.raw`\s(?:${names.map(dashed).join("|")})(?:=true)?(?:\s|$)`).test(line);

const dashed = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`);

// wrangler, its shell, npm, npm's shell, node, and some room for wrappers.
const depth = 12;

/** Command lines of the parent processes, nearest first; as many as can be read. */
export function ancestorsOf(pid: number): string[] {
  const lines: string[] = [];
  let next = pid;
  while (next > 1 && lines.length < depth) {
    try {
      const options = { encoding: "utf8", stdio: "pipe" } as const; // what BusyBox's complains of is not shown
      const shown = execFileSync("ps", ["-o", "ppid=,args=", "-p", String(next)], options).trim();
      const [, parent, line = ""] = /^(\d+)\s+(.*)$/s.exec(shown) ?? [];
      lines.push(line);
      next = Number(parent);
    } catch {
      return lines;
    }
  }
  return lines;
}
