import { afterEach, expect, it, vi } from "vitest";
import { redact } from "../../../scripts/publish/wrangler/wrangler.ts";

afterEach(() => vi.unstubAllEnvs());

it("shows neither a secret of the environment nor the folder of the search index, as a log may be public", () => {
  vi.stubEnv("CLOUDFLARE_API_TOKEN", "tok-123");
  const key = "568cd3876063af47d7b935d89a8cfe0e";
  const output = `Token tok-123\n + /_search/${key}/words-0.bin\n + /pictures/${key}.avif (_search/${key}/lengths.bin)\n`;
  expect(redact(output)).toBe(
    `Token <CLOUDFLARE_API_TOKEN>\n + /_search/<key>/words-0.bin\n + /pictures/${key}.avif (_search/<key>/lengths.bin)\n`,
  );
});
