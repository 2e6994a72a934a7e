import { expect, it } from "vitest";
import { wrangler } from "../../../scripts/publish/wrangler/wrangler.ts";

it("keeps a character of wrangler's output that arrives in two parts", async () => {
  const long = `a${"…".repeat(40_000)}`; // more bytes than a pipe passes on at once
  const { code, output } = await wrangler([long], { WRANGLER_SEND_METRICS: "false" });
  expect(code).not.toBe(0);
  expect(output).toContain(long);
  expect(output).not.toContain("\uFFFD");
});
