import { join } from "node:path";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { withLivePolicy } from "../../scripts/dev/live-page.ts";
import { exportSite } from "../../scripts/export/export-site.ts";
import { createApp } from "../../src/app.ts";
import { openDirectives } from "../../src/content/site.ts";
import { securityHeaders } from "../../src/http/security.ts";
import { compile } from "../compiled-site.ts";
import { post, temporaryFolder } from "../folder.ts";

const folder = temporaryFolder();
const digest = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

const parsed = (policy: string | null = ""): Record<string, string> =>
  Object.fromEntries((policy ?? "").split("; ").map((directive) => directive.split(/ (.*)/s)));
const policyOf = (...args: Parameters<typeof securityHeaders>): Record<string, string> =>
  parsed(securityHeaders(...args)["content-security-policy"]);

describe("the policy of a page", () => {
  it("allows its one stylesheet, no script, no form, and nothing to frame it", () => {
    expect(policyOf([digest])).toEqual({
      "default-src": "'none'",
      "style-src": `'sha256-${digest}'`,
      "img-src": "'self' https: data:",
      "media-src": "'self' https:",
      "frame-src": "https:",
      "font-src": "'self'",
      "manifest-src": "'self'",
      "connect-src": "'self'",
      "base-uri": "'none'",
      "form-action": "'none'",
      "frame-ancestors": "'none'",
    });
    expect(policyOf([])["style-src"]).toBe("'none'");
    expect(policyOf([digest, "abc="])["style-src"]).toBe(`'sha256-${digest}' 'sha256-abc='`);
  });

  it.each(openDirectives)("is opened by the settings where they say so, and nowhere else: %s", (directive) => {
    const before = policyOf([digest]);
    const after = policyOf([digest], { [directive]: ["https://a.example", "'self'"] });
    const sources = new Set([...(before[directive] ?? "").split(" "), "https://a.example", "'self'"]);
    sources.delete("'none'");
    expect(after).toEqual({ ...before, [directive]: expect.any(String) });
    expect((after[directive] ?? "").split(" ").sort()).toEqual([...sources].sort());
  });

  it("stays as it is in the live view, but for its script and its connection", () => {
    const settings = { "font-src": ["connect-src.example", "https://a.example/connect-src"] };
    const policy = securityHeaders([digest], settings)["content-security-policy"] ?? "";
    expect(parsed(withLivePolicy(policy, "http://localhost"))).toEqual({
      ...parsed(policy),
      "connect-src": "ws://localhost 'self'",
      "script-src": "http://localhost/__live/client.js",
    });
  });

  it("is that of the settings in every page and in an export, and changes no ETag of a feed", async () => {
    const files = { "posts/a.md": post("A", "2024-01-01"), "site.yaml": "url: https://blog.example\ncards: false\n" };
    const opened = { ...files, "site.yaml": `${files["site.yaml"]}policy: { font-src: https://fonts.example }\n` };
    const [closed, open] = [await compile(join(folder, "a"), files), await compile(join(folder, "b"), opened)];
    const ask = ({ release, site }: typeof open, path: string) => {
      const store = { get: (key: string) => Promise.resolve(site.blobs.value(key)) };
      return createApp(release, store, () => Date.UTC(2026, 0, 1) / 1000).request(path);
    };
    for (const path of ["/", "/posts/a/", "/rss.xml", "/nothing/"])
      expect([path, parsed((await ask(open, path)).headers.get("content-security-policy"))]).toEqual([
        path,
        {
          ...parsed((await ask(closed, path)).headers.get("content-security-policy")),
          "font-src": "'self' https://fonts.example",
        },
      ]);
    const etag = async (site: typeof open) => (await ask(site, "/rss.xml")).headers.get("etag");
    expect(await etag(open)).toBe(await etag(closed));
    const out = join(folder, "out");
    await exportSite({ root: join(folder, "b"), out, cache: join(folder, "cache"), now: Date.UTC(2026, 0, 1) / 1000 });
    expect(readFileSync(join(out, "_headers"), "utf8")).toContain("font-src 'self' https://fonts.example;");
  });
});
