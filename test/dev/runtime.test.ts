import { Response } from "miniflare";
import { expect, it } from "vitest";
import { Runtime } from "../../scripts/dev/runtime.ts";

const good = `export default { fetch: () => new Response("good") }`;
const bad = `throw new Error("it can't start")`;

it("reports each time that a worker can't start, and runs the next one that can", async () => {
  const runtime = new Runtime(() => new Response());
  const answered = async (): Promise<string> => (await fetch(await runtime.url())).text();
  for (const _ of [1, 2]) await expect(runtime.run(bad)).rejects.toThrow("failed to start");
  await runtime.run(good);
  expect(await answered()).toBe("good");
  for (const _ of [1, 2]) await expect(runtime.run(bad)).rejects.toThrow("failed to start");
  await runtime.run(good);
  expect(await answered()).toBe("good");
  await runtime.stop();
});
