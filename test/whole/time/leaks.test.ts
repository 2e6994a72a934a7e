import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Production, serve } from "../../production/serve.ts";

const now = Date.UTC(2026, 5, 1) / 1000;
const then = Date.UTC(2030, 0, 1) / 1000;
let site: Production;

beforeAll(async () => {
  site = await serve({ root: join(import.meta.dirname, "../../fixtures/leaks"), now });
});
afterAll(() => site.stop());

describe("a coming post", () => {
  it("is mentioned nowhere, however others link to it", async () => {
    const secrets = [
      "secret-plan",
      "plan nobody knows",
      "conspiracy",
      "Silent Partner",
      "silent-partner",
      "Plots",
      "plots",
      "wait for their moment",
    ];
    for (const path of site.site.timeline.paths.keys()) {
      const { status, text, headers } = await site.ask(path, { now });
      // Where there is no page, the field to search with has the words of the path, which is no news to who asked.
      const shown = `${text.replace(/(?<=name="q" value=")[^"]*/, "")}${JSON.stringify([...headers])}`;
      for (const secret of secrets) {
        const at = shown.indexOf(secret);
        expect(at === -1 ? "" : shown.slice(at - 80, at + 80), `${path} ${status}`).toBe("");
      }
    }
  });

  it("is linked once its moment has come", async () => {
    const { text } = await site.ask("/posts/every-way/", { now: then });
    expect(text.match(/href="\/posts\/secret-plan\//g)?.length).toBeGreaterThan(10);
  });
});
