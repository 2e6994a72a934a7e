import { execFileSync } from "node:child_process";
import { preparedVariable } from "./wrangler.ts";

/** What a build has to do when wrangler asked for it. */
export type Duty =
  /** `npm run deploy` has built and uploaded already. */
  | "nothing"
  /** The bundle will be uploaded: KV must have all blobs before. */
  | "publish"
  /** A build for this machine alone. */
  | "build";

/**
 * Tells from its environment and its ancestors for whom a build runs. wrangler sets WRANGLER_COMMAND for its build
 * command, the same for `deploy` and `deploy --dry-run`, so what tells them apart is wrangler's own command line. Where
 * that cannot be read, as on Windows, a dry run counts as a deployment: it uploads blobs, which changes nothing for readers.
 */
export function dutyOf(environment: NodeJS.ProcessEnv, ancestors: () => readonly string[]): Duty {
  if (environment[preparedVariable] === "1") return "nothing";
  const command = environment["WRANGLER_COMMAND"];
  if (command !== "deploy" && command !== "versions upload") return "build";
  const line = ancestors().find((candidate) => /wrangler-dist[\\/]cli\.js/.test(candidate));
  return line !== undefined && isDryRun(line) ? "build" : "publish";
}

// The shown line has lost the quotes: in a message, "--dry-run" would be only a word, so a line with a text is not trusted.
const isDryRun = (line: string): boolean =>
  /\s--dry-?run(=true)?(\s|$)/i.test(line) && !/\s--(message|tag)\b/.test(line);

// wrangler, its shell, npm, npm's shell, node: some room for wrappers.
const depth = 12;

/** Command lines of the processes above this one, the nearest first; as many as can be read. */
export function ancestorsOf(pid: number): string[] {
  const lines: string[] = [];
  let next = pid;
  while (next > 1 && lines.length < depth) {
    try {
      const shown = execFileSync("ps", ["-o", "ppid=,args=", "-p", String(next)], { encoding: "utf8" }).trim();
      const [, parent, line = ""] = /^(\d+)\s+(.*)$/s.exec(shown) ?? [];
      lines.push(line);
      next = Number(parent);
    } catch {
      return lines;
    }
  }
  return lines;
}
