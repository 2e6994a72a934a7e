import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCorpus } from "./corpus.ts";
import { temporaryFolder } from "../folder.ts";
import { type Production, serve } from "../production/serve.ts";

// A minute, or two where much else runs.
const patient = 300_000;

const root = temporaryFolder();
let site: Production;

beforeAll(async () => {
  writeCorpus(root, 1000);
  site = await serve({ root, withAssets: true });
}, patient);
afterAll(() => site.stop());

const linksOf = (html: string): string[] =>
  [...html.matchAll(/href="(\/[^"#?]*)/g)].map(([, path]) => (path ?? "").replaceAll("&amp;", "&"));

describe("a blog of many posts", () => {
  it("answers 200 to every link on its home, tag and archive pages", async () => {
    const starts = [...site.site.timeline.paths.keys()].filter(
      (path) => /^\/$|^\/(tags|archive|page)\//.test(path) && !/\.(xml|json)$/.test(path),
    );
    const links = new Set<string>();
    for (const path of starts) for (const link of linksOf((await site.ask(path)).text)) links.add(link);
    const statics = /\.(ico|svg|png|webmanifest)$/;
    const broken: string[] = [];
    for (const path of links) if (!statics.test(path) && (await site.ask(path)).status !== 200) broken.push(path);
    expect(broken).toEqual([]);
    expect(links.size).toBeGreaterThan(300);
  });
});
