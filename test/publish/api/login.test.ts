import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { logIn } from "../../../scripts/publish/api/login.ts";

let server: Server;
let accounts: unknown;
let asked: Record<string, unknown>;

beforeAll(async () => {
  server = createServer(({ headers }, response) => {
    asked = headers;
    response.end(JSON.stringify({ success: true, result: accounts }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));
beforeEach(() => {
  accounts = [{ id: "the-only-one", name: "Mine" }];
  vi.stubEnv("CLOUDFLARE_API_BASE_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (const name of ["API_TOKEN", "API_KEY", "EMAIL", "ACCOUNT_ID"]) vi.stubEnv(`CLOUDFLARE_${name}`, "");
});
afterEach(() => void vi.unstubAllEnvs());

const key = "key-that-nobody-may-see";

describe("a login from the environment", () => {
  it("takes no notice of variables that are empty", async () => {
    vi.stubEnv("CLOUDFLARE_API_KEY", key);
    vi.stubEnv("CLOUDFLARE_EMAIL", "me@blog.example");
    expect((await logIn(undefined)).account).toBe("the-only-one");
    expect(asked).toMatchObject({ "x-auth-key": key, "x-auth-email": "me@blog.example" });
    expect((await logIn("that-of-wrangler-toml")).account).toBe("that-of-wrangler-toml");
  });

  it("may end in a line break, as a file with a secret does", async () => {
    vi.stubEnv("CLOUDFLARE_API_TOKEN", `${key}\n`);
    vi.stubEnv("CLOUDFLARE_ACCOUNT_ID", "given\n");
    expect((await logIn(undefined)).account).toBe("given");
    vi.stubEnv("CLOUDFLARE_ACCOUNT_ID", "");
    await logIn(undefined);
    expect(asked).toMatchObject({ authorization: `Bearer ${key}` });
  });

  it.each([
    ["CLOUDFLARE_API_TOKEN", `${key}\n${key}`, "a line break"],
    ["CLOUDFLARE_API_KEY", `“${key}”`, "a space or another character that no login has"],
    ["CLOUDFLARE_EMAIL", `${key} me`, "a space or another character that no login has"],
  ])("names %s where that cannot be sent, and does not print it", async (name, value, found) => {
    vi.stubEnv(name, value);
    const message = `${name} contains ${found}. Copy it again, alone and without quotes, and set it to that`;
    await expect(logIn(undefined)).rejects.toThrow(new RegExp(`^${message}$`));
  });

  it("fails where the accounts are not a list", async () => {
    vi.stubEnv("CLOUDFLARE_API_TOKEN", key);
    accounts = null;
    await expect(logIn(undefined)).rejects.toThrow(
      `Cloudflare's API failed while listing the accounts: HTTP 200, "the result is null, which this version of Fore-edge cannot read"`,
    );
  });
});
