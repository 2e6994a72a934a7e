import { confirmed } from "./confirmed.ts";

/**
 * Asks on a terminal whether domains that lead elsewhere shall lead to the blog from now on. Says why not, if the answer is no;
 * without a terminal only `--yes` means yes.
 */
export async function askTaken(taken: readonly string[], isAgreed: boolean): Promise<string | undefined> {
  if (taken.length === 0 || isAgreed) return undefined;
  const question = "Shall that lead to the blog from now on, in the place of what is there?";
  if (await confirmed(`${taken.join(", ")}.`, question)) return undefined;
  return (
    `wrangler.toml: ${taken.join(", ")}, which would be replaced. If that is meant, "npm run deploy -- --yes"; ` +
    `if not, delete the routes line or choose another domain`
  );
}
