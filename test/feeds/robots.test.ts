import { describe, expect, it } from "vitest";
import { trainers, writeRobots } from "../../scripts/feeds/robots.ts";
import { sampleSite } from "./sample.ts";

/** The groups of a robots.txt (RFC 9309 §2.1): who, and what they are told. */
function groupsOf(robots: string): { agents: string[]; rules: string[] }[] {
  const groups: { agents: string[]; rules: string[] }[] = [];
  for (const line of robots.split("\n")) {
    const [name = "", value = ""] = line.split(/:\s*/, 2);
    let group = groups.at(-1);
    if (name === "User-agent") {
      if (!group || group.rules.length > 0) groups.push((group = { agents: [], rules: [] }));
      group.agents.push(value);
    } else if (/allow$/i.test(name)) group?.rules.push(line);
  }
  return groups;
}

describe("writeRobots", () => {
  it("lets everyone in and tells where the sitemap is", () => {
    const robots = writeRobots(sampleSite);
    expect(groupsOf(robots)).toEqual([{ agents: ["*"], rules: ["Allow: /"] }]);
    expect(robots).toContain("\nSitemap: https://blog.example/sitemap.xml\n");
  });

  it("turns crawlers that train models away when the site says so, and nobody else", () => {
    expect(groupsOf(writeRobots({ ...sampleSite, aiCrawlers: "deny" }))).toEqual([
      { agents: ["*"], rules: ["Allow: /"] },
      { agents: [...trainers], rules: ["Disallow: /"] },
    ]);
  });

  it("names each crawler once, as a product token of RFC 9309", () => {
    expect(new Set(trainers.map((name) => name.toLowerCase())).size).toBe(trainers.length);
    // Product tokens have letters, hyphens and underscores alone; two crawlers chose names with digits all the same.
    for (const name of trainers) expect(name).toMatch(/^[A-Za-z0-9_-]+$/);
  });
});
