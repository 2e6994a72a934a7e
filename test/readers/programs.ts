import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";

/** Runs a program to its end and gives what it printed. Throws when it fails. */
export async function output(program: string, args: readonly string[], home: string): Promise<string> {
  const env = { ...process.env, HOME: home };
  const { stdout } = await promisify(execFile)(program, args, { env, timeout: 30_000 });
  return stdout;
}

const works = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;

/** The Python that has feedparser; undefined when none has. Debian's own may stand behind another one in the path. */
export const python = ["python3", "/usr/bin/python3"].find((program) => works(program, "-c", "import feedparser"));

const readers = {
  newsboat: works("newsboat", "--version"),
  sfeed: works("sh", "-c", "command -v sfeed_update && command -v curl"),
  feedparser: python !== undefined,
};

/** Whether a test with a reader can run. Where readers are required it always runs, and fails without the reader. */
export function canRun(reader: keyof typeof readers): boolean {
  if (readers[reader] || process.env["REQUIRE_READERS"] === "1") return true;
  console.log(`Not run: ${reader} is not installed (in Debian newsboat, sfeed, curl, python3-feedparser)`);
  return false;
}
