import { Failure } from "../../base/failure.ts";
import { recordIn } from "../../base/record.ts";
import { type Run, wrangler } from "../wrangler/wrangler.ts";
import { ask, type Cloudflare, cloudflareOf } from "./cloudflare.ts";
import { addressOf, type Login, requestResult } from "./request.ts";
import { list, record, text } from "./shapes.ts";
import { variable } from "./variable.ts";

/**
 * Connects with whatever login the user has: CLOUDFLARE_API_TOKEN, CLOUDFLARE_API_KEY with CLOUDFLARE_EMAIL, or that of
 * `wrangler login`, which comes from wrangler itself, since only it knows where the login is and how to renew it.
 *
 * @param account the account in wrangler.toml, if any
 */
export async function logIn(account: string | undefined): Promise<Cloudflare> {
  const login = fromEnvironment() ?? fromWrangler(await wrangler(["auth", "token", "--json"]));
  return cloudflareOf(login, variable("CLOUDFLARE_ACCOUNT_ID") ?? account ?? (await onlyAccount(login)));
}

const bearer = (token: string): Login => ({ authorization: `Bearer ${token}` });

/** A login from the environment, without that of `wrangler login`. */
function fromEnvironment(): Login | undefined {
  const [token, key, email] = ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_API_KEY", "CLOUDFLARE_EMAIL"].map(secret);
  if (token !== undefined) return bearer(token);
  return key !== undefined && email !== undefined ? { "x-auth-key": key, "x-auth-email": email } : undefined;
}

/** A variable that can be sent. What fetch says about one that cannot be would print it. */
function secret(name: string): string | undefined {
  const value = variable(name);
  if (value === undefined || /^[\x21-\x7e]+$/.test(value)) return value;
  const found = /[\r\n]/.test(value) ? "a line break" : "a space or another character that no login has";
  throw new Failure(`${name} contains ${found}. Copy it again, alone and without quotes, and set it to that`);
}

// wrangler prints the secret itself here, so an unexpected output is not quoted.
function fromWrangler({ code, stdout }: Run): Login {
  const token = code === 0 ? recordIn(stdout)?.["token"] : undefined;
  if (typeof token === "string") return bearer(token);
  throw new Failure(
    `You are not logged in to Cloudflare. Run "npx wrangler login", or set CLOUDFLARE_API_TOKEN to a token with the ` +
      `permissions Workers Scripts: Edit and Workers KV Storage: Edit (https://dash.cloudflare.com/profile/api-tokens)`,
  );
}

async function onlyAccount(login: Login): Promise<string> {
  const { result: accounts } = await ask("listing the accounts", () =>
    requestResult(login, addressOf("/accounts"), list(record({ id: text, name: text }))),
  );
  const [first, second] = accounts;
  if (first === undefined)
    throw new Failure(`The login has no access to any account. Set CLOUDFLARE_ACCOUNT_ID to the account's id`);
  if (second === undefined) return first.id;
  const names = accounts.map(({ id, name }) => `  ${id}  ${name}`).join("\n");
  throw new Failure(
    `The login has access to ${accounts.length} accounts. Set CLOUDFLARE_ACCOUNT_ID, or account_id in wrangler.toml, to one of\n${names}`,
  );
}
