import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApp } from "../../src/app.ts";
import { compile } from "../compiled-site.ts";
import { post, temporaryFolder } from "../folder.ts";
import { storeOf } from "../store.ts";

const now = (): number => Date.UTC(2025, 0, 1) / 1000;
const { release, text } = await compile(temporaryFolder(), { "posts/a.md": post("A", "2024-01-01") });
const { target } = release.route("/posts/a/", now());
const key = target && "key" in target ? target.key : "";

beforeEach(() => void vi.spyOn(console, "error").mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

const logged = (): unknown[] =>
  vi.mocked(console.error).mock.calls.map(([line]) => JSON.parse(String(line)) as unknown);
const ask = async (path: string, store = storeOf(new Map())): Promise<Response> =>
  createApp(release, store, now).request(path);

it("has a line of what, path and key for a blob that is missing, and for one that KV does not give", async () => {
  expect((await ask("/posts/a/?from=feed")).status).toBe(503);
  const silent = { get: () => Promise.reject(new Error("KV has not answered for 1000 ms")) };
  expect((await ask("/posts/a/", silent)).status).toBe(503);
  expect(logged()).toEqual([
    { what: "the blob is missing", path: "/posts/a/", key },
    { what: "Error: KV has not answered for 1000 ms", path: "/posts/a/", key },
  ]);
});

it("has nothing of what succeeds, redirects or leads nowhere", async () => {
  const store = storeOf(new Map([[key, text("/posts/a/") ?? ""]]));
  const answers = await Promise.all(["/posts/a/", "/posts/a", "/no/"].map((path) => ask(path, store)));
  expect(answers.map(({ status }) => status)).toEqual([200, 301, 404]);
  expect(console.error).not.toHaveBeenCalled();
});
