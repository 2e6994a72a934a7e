import { Cloudflare, type Credentials, accountsOf } from "./cloudflare.ts";
import { isRecord } from "../../base/record.ts";
import { Failure } from "../../base/failure.ts";
import { type Run, wrangler } from "../wrangler/wrangler.ts";

/**
 * Connects with whatever login the user has: CLOUDFLARE_API_TOKEN, CLOUDFLARE_API_KEY with CLOUDFLARE_EMAIL, or that of
 * `wrangler login`, which comes from wrangler itself, since only it knows where the login is and how to renew it.
 *
 * @param account the account in wrangler.toml, if any
 */
export async function logIn(account: string | undefined, environment = process.env): Promise<Cloudflare> {
  const credentials = fromEnvironment(environment) ?? fromWrangler(await wrangler(["auth", "token", "--json"]));
  const chosen = environment["CLOUDFLARE_ACCOUNT_ID"] ?? account ?? (await onlyAccount(credentials));
  return new Cloudflare(credentials, chosen);
}

/** Credentials from the environment, without those of `wrangler login`. */
function fromEnvironment(environment: NodeJS.ProcessEnv): Credentials | undefined {
  const { CLOUDFLARE_API_TOKEN: apiToken, CLOUDFLARE_API_KEY: apiKey, CLOUDFLARE_EMAIL: apiEmail } = environment;
  if (apiToken !== undefined && apiToken !== "") return { apiToken };
  return apiKey !== undefined && apiEmail !== undefined ? { apiKey, apiEmail } : undefined;
}

// wrangler prints the secret itself here, so an unexpected output is not quoted.
function fromWrangler({ code, stdout }: Run): Credentials {
  const answer = code === 0 ? parse(stdout) : undefined;
  if (isRecord(answer) && typeof answer["token"] === "string") return { apiToken: answer["token"] };
  throw new Failure(
    `You are not logged in to Cloudflare. Run "npx wrangler login", or set CLOUDFLARE_API_TOKEN to a token with the ` +
      `permissions Workers Scripts: Edit and Workers KV Storage: Edit (https://dash.cloudflare.com/profile/api-tokens)`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function onlyAccount(credentials: Credentials): Promise<string> {
  const accounts = await accountsOf(credentials);
  const [first, second] = accounts;
  if (first === undefined)
    throw new Failure(`The login has no access to any account. Set CLOUDFLARE_ACCOUNT_ID to the account's id`);
  if (second === undefined) return first.id;
  const names = accounts.map(({ id, name }) => `  ${id}  ${name}`).join("\n");
  throw new Failure(
    `The login has access to ${accounts.length} accounts. Set CLOUDFLARE_ACCOUNT_ID, or account_id in wrangler.toml, to one of\n${names}`,
  );
}
