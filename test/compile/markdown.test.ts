import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../scripts/compile/markdown.ts";
import { fill } from "./fill.ts";

const folder = new URL("../fixtures/markdown/", import.meta.url);
const fixtures = readdirSync(folder).filter((name) => name.endsWith(".md"));

describe("each Markdown fixture", () => {
  // `smart.de.md` is German with typographic quotes.
  it.each(fixtures)("renders %s as the HTML beside it", async (name) => {
    const lang = /^smart\.(\w+)\.md$/.exec(name)?.[1];
    const body = readFileSync(new URL(name, folder), "utf8");
    const { pieces } = renderMarkdown(body, { lang: lang ?? "en", smartQuotes: lang !== undefined });
    await expect(fill(pieces)).toMatchFileSnapshot(new URL(name.replace(/md$/, "html"), folder).pathname);
  });
});
