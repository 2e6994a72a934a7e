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

const programs = {
  xmllint: works("xmllint", "--version"),
  newsboat: works("newsboat", "--version"),
  sfeed: works("sh", "-c", "command -v sfeed_update && command -v curl"),
  feedparser: python !== undefined,
};

/** The packages of Debian that have the programs. */
const packages = {
  xmllint: "libxml2-utils",
  newsboat: "newsboat",
  sfeed: "sfeed and curl",
  feedparser: "python3-feedparser",
};

/** Whether a test with a program can run. Where programs are required it always runs, and fails without the program. */
export function canRun(program: keyof typeof programs): boolean {
  if (programs[program] || process.env["REQUIRE_READERS"] === "1") return true;
  console.log(`Not run: ${program} is not installed (Debian has it in ${packages[program]})`);
  return false;
}
