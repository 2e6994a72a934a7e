import { createInterface } from "node:readline/promises";
import { note } from "../../base/terminal.ts";

/**
 * Asks on a terminal whether domains that lead elsewhere shall lead to the blog from now on. Says why not, if it is no;
 * elsewhere only `--yes` is one.
 */
export async function askTaken(taken: readonly string[], isAgreed: boolean): Promise<string | undefined> {
  if (taken.length === 0 || isAgreed) return undefined;
  if (process.stdin.isTTY) {
    note(`${taken.join(", ")}.`);
    using terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question("Shall that lead to the blog from now on, in the place of what is there? (y/N) ");
    if (/^y(es)?$/i.test(answer.trim())) return undefined;
  }
  return (
    `wrangler.toml: ${taken.join(", ")}, which would be replaced. If that is meant, "npm run deploy -- --yes"; ` +
    `if not, delete the routes line or choose another domain`
  );
}
