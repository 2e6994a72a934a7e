import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { wrangler } from "../../../scripts/publish/wrangler/wrangler.ts";

it("keeps a character of wrangler's output that arrives in two parts", async () => {
  const long = `a${"…".repeat(40_000)}`; // more bytes than a pipe passes on at once
  const { code, output } = await wrangler([long], { WRANGLER_SEND_METRICS: "false" });
  expect(code).not.toBe(0);
  expect(output).toContain(long);
  expect(output).not.toContain("\uFFFD");
});

it("leaves out the colours of wrangler's output, which logs would show as signs", async () => {
  const { output } = await wrangler(["nothing"], { WRANGLER_SEND_METRICS: "false", FORCE_COLOR: "1", NO_COLOR: "" });
  expect(output).toContain("nothing");
  expect(output).not.toContain("\u001b");
});

it("ends a wrangler that waits for an API which is silent, and says so", async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const environment = {
    CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/client/v4`,
    CLOUDFLARE_API_TOKEN: "token",
    CLOUDFLARE_ACCOUNT_ID: "0123456789abcdef0123456789abcdef",
    WRANGLER_SEND_METRICS: "false",
  };
  const { code, isHanging, output } = await wrangler(["kv", "namespace", "list"], environment, 4);
  silent.closeAllConnections();
  silent.close();
  expect(isHanging).toBe(true);
  expect(code).not.toBe(0);
  expect(output).toMatch(/It was ended, since Cloudflare answered nothing for 4 s$/);
});
