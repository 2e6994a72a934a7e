import { describe, expect, it } from "vitest";
import { nearest } from "../../scripts/base/nearest.ts";
import { parseSettings } from "../../scripts/read/settings.ts";
import { securityHeaders } from "../../src/http/security.ts";

/** The policy that pages are sent with, or what is wrong. */
function policyWith(policy: unknown): readonly string[] {
  const errors: string[] = [];
  const settings = parseSettings({ url: "https://blog.example", policy }, nearest, ({ message }) =>
    errors.push(message),
  );
  return settings ? (securityHeaders("x", settings.site.policy)["content-security-policy"] ?? "").split("; ") : errors;
}

describe("policy in site.yaml", () => {
  it("opens what it names beside what is open anyway", () => {
    const policy = policyWith({
      "font-src": ["https://fonts.example"],
      "form-action": ["https://letters.example/subscribe"],
    });
    expect(policy).toContain("font-src 'self' https://fonts.example");
    expect(policy).toContain("form-action https://letters.example/subscribe");
    expect(policyWith({})).toContain("form-action 'none'");
  });

  it.each([
    [{ "script-src": ["https://a.example"] }, 'policy has "script-src", expected one of font-src, frame-src, img-src'],
    [{ "img-source": ["https:"] }, "did you mean img-src?"],
    [{ "font-src": ["https://a.example; script-src *"] }, "expected a source such as https://fonts.example"],
    [{ "img-src": ["'unsafe-inline'"] }, "expected a source such as https://fonts.example"],
    ["https:", "expected directives with sources"],
  ])("can open nothing else: %j", (policy, error) => {
    expect(policyWith(policy)).toEqual([expect.stringContaining(error)]);
  });
});
