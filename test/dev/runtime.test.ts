import { expect, it } from "vitest";
import { Runtime } from "../../scripts/dev/runtime.ts";

const worker = (answer: string): string => `export default { fetch: () => new Response("${answer}") }`;

it("runs each new worker in place of the one before, unless it can't start", async () => {
  const runtime = new Runtime(() => undefined);
  const answered = async (): Promise<string> =>
    (await fetch(await runtime.url(), { headers: { "fore-edge-worker": runtime.worker } })).text();
  await expect(runtime.url()).rejects.toThrow("no worker runs yet");
  await runtime.run(worker("first"));
  expect(await answered()).toBe("first");
  for (const _ of ["once", "again"]) {
    expect(await runtime.run('throw new Error("it cannot start")')).toContain("it cannot start");
    expect(await answered()).toBe("first");
  }
  expect(await runtime.run(worker("second"))).toBeUndefined();
  expect(await answered()).toBe("second");
  await runtime.stop();
});

it("answers only those who know the worker's name, as the proxy does", async () => {
  const runtime = new Runtime(() => undefined);
  await runtime.run(worker("not published yet"));
  const url = await runtime.url();
  for (const headers of [{}, { "fore-edge-worker": "1" }]) expect((await fetch(url, { headers })).status).toBe(403);
  await runtime.stop();
});
