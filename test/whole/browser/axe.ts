/// <reference lib="dom" />
// What runs in the page sees its globals.
import axe from "axe-core";
import type { Page } from "playwright-core";

/** What keeps people out of a page, a line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
    return (await inPage.run({ rules: { "target-size": { enabled: true } } })).violations;
  });
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ""}`));
}
