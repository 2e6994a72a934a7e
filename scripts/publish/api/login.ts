import { Cloudflare, type Credentials, accountsOf } from "./cloudflare.ts";
import { isRecord } from "../../base/record.ts";
import { Failure } from "../../base/failure.ts";
import { type Run, wrangler } from "../wrangler/wrangler.ts";

/**
 * Connects with whatever login the user has: CLOUDFLARE_API_TOKEN, CLOUDFLARE_API_KEY with CLOUDFLARE_EMAIL, or that of
 * `wrangler login`, which wrangler itself is asked for, since it alone knows where it lies and how to renew it.
 *
 * @param account what wrangler.toml says of the account, if anything
 */
export async function logIn(account: string | undefined, environment = process.env): Promise<Cloudflare> {
  const credentials = fromEnvironment(environment) ?? fromWrangler(await wrangler(["auth", "token", "--json"]));
  const chosen = environment["CLOUDFLARE_ACCOUNT_ID"] ?? account ?? (await onlyAccount(credentials));
  return new Cloudflare(credentials, chosen);
}

/** Whether there are credentials in the environment; those of `wrangler login` are not looked for. */
function fromEnvironment(environment: NodeJS.ProcessEnv): Credentials | undefined {
  const { CLOUDFLARE_API_TOKEN: apiToken, CLOUDFLARE_API_KEY: apiKey, CLOUDFLARE_EMAIL: apiEmail } = environment;
  if (apiToken !== undefined && apiToken !== "") return { apiToken };
  return apiKey !== undefined && apiEmail !== undefined ? { apiKey, apiEmail } : undefined;
}

// What wrangler prints here is the secret itself, so an answer in another form than expected is not quoted.
function fromWrangler({ code, stdout }: Run): Credentials {
  const answer = code === 0 ? parse(stdout) : undefined;
  if (isRecord(answer) && typeof answer["token"] === "string") return { apiToken: answer["token"] };
  throw new Failure(
    `Nobody is logged in to Cloudflare. Run "npx wrangler login", or set CLOUDFLARE_API_TOKEN to a token with the ` +
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
    throw new Failure(`The login reaches no account. Set CLOUDFLARE_ACCOUNT_ID to the account's id`);
  if (second === undefined) return first.id;
  const names = accounts.map(({ id, name }) => `  ${id}  ${name}`).join("\n");
  throw new Failure(
    `The login reaches ${accounts.length} accounts. Set CLOUDFLARE_ACCOUNT_ID, or account_id in wrangler.toml, to one of\n${names}`,
  );
}
