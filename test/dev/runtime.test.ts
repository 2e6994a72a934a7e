import { expect, it, vi } from "vitest";
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

it("starts anew after some workers, since it keeps all of them, and answers as before", async () => {
  const runtime = new Runtime(() => undefined);
  await runtime.run(worker("0"));
  const { port } = await runtime.url();
  for (let number = 1; number <= 32; number++) await runtime.run(worker(String(number)));
  const url = await runtime.url();
  expect(url.port).not.toBe(port);
  expect(await (await fetch(url, { headers: { "fore-edge-worker": runtime.worker } })).text()).toBe("32");
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow("fetch failed");
  await runtime.stop();
});

it("says what a worker logs", async () => {
  const said: string[] = [];
  const write = vi.spyOn(process.stderr, "write").mockImplementation((line) => said.push(String(line)) > 0);
  const runtime = new Runtime(() => undefined);
  await runtime.run('export default { fetch: () => (console.log("seen", { by: 1 }), new Response()) }');
  await vi.waitFor(() => expect(said.join("")).toContain("seen { by: 1 }"));
  await runtime.stop();
  write.mockRestore();
});
