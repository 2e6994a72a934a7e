import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { kvStore } from "../src/store.ts";
import { type Answer, type Production, serve } from "./production/serve.ts";

const text = "ein Blatt";

/** A namespace whose reads answer one after the other with what `answers` say, and how often it was read. */
function namespace(...answers: (() => Promise<string | null>)[]) {
  let reads = 0;
  const get = (): Promise<string | null> => {
    reads += 1;
    return (answers[reads - 1] ?? answers.at(-1) ?? found)();
  };
  return { get, reads: () => reads };
}

const found = (): Promise<string> => Promise.resolve(text);
const fails = (): Promise<never> => Promise.reject(new Error("KV does not answer"));
const hangs = (): Promise<never> => Promise.withResolvers<never>().promise;
const after = (milliseconds: number) => (): Promise<string> => wait(milliseconds).then(found);

describe("a store in KV", () => {
  beforeEach(() => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    return () => warn.mockRestore();
  });

  it("reads a blob once for all who ask at the same time, and again for those who ask later", async () => {
    const kv = namespace(after(20));
    const store = kvStore(kv);
    expect(await Promise.all([store.get("a"), store.get("a"), store.get("a")])).toEqual([text, text, text]);
    expect(kv.reads()).toBe(1);
    await store.get("a");
    expect(kv.reads()).toBe(2);
  });

  it("reads each blob for itself", async () => {
    const kv = namespace(after(20));
    const store = kvStore(kv);
    await Promise.all([store.get("a"), store.get("b")]);
    expect(kv.reads()).toBe(2);
  });

  it("says that there is no blob after one read", async () => {
    const kv = namespace(() => Promise.resolve(null));
    expect(await kvStore(kv).get("a")).toBeUndefined();
    expect(kv.reads()).toBe(1);
  });

  it("tries a read that failed three times more, and logs nothing, since it succeeds", async () => {
    const kv = namespace(fails, fails, fails, found);
    expect(await kvStore(kv).get("a")).toBe(text);
    expect(kv.reads()).toBe(4);
    expect(console.warn).not.toHaveBeenCalled();
  });

  it("gives up when the fourth read fails too, and reads anew for the next one", async () => {
    const kv = namespace(fails, fails, fails, fails, found);
    const store = kvStore(kv);
    await expect(store.get("a")).rejects.toThrow("KV does not answer");
    expect(kv.reads()).toBe(4);
    expect(await store.get("a")).toBe(text);
    expect(kv.reads()).toBe(5);
  });

  it("shares the other reads as well", async () => {
    const kv = namespace(fails, fails, after(20));
    const store = kvStore(kv);
    await Promise.all([store.get("a"), store.get("a"), store.get("a")]);
    expect(kv.reads()).toBe(3);
  });

  it("shares it even with those who lose their patience when it has ended", async () => {
    const kv = namespace(hangs, found);
    const store = kvStore(kv, 20);
    const first = store.get("a");
    await wait(10);
    expect(await Promise.all([first, store.get("a")])).toEqual([text, text]);
    expect(kv.reads()).toBe(2);
  });

  it("doesn't wait for a read that hangs, and leaves it to nobody else", async () => {
    const kv = namespace(hangs, found);
    const store = kvStore(kv, 5);
    expect(await store.get("a")).toBe(text);
    expect(await store.get("a")).toBe(text);
    expect(kv.reads()).toBe(3);
  });

  it("gives up when all four hang, and reads anew for the next one", async () => {
    const kv = namespace(hangs, hangs, hangs, hangs, found);
    const store = kvStore(kv, 6);
    await expect(store.get("a")).rejects.toThrow("KV has not answered for 4 ms");
    expect(kv.reads()).toBe(4);
    expect(await store.get("a")).toBe(text);
    expect(kv.reads()).toBe(5);
  });

  it("gives up within three times its patience", async () => {
    vi.useFakeTimers();
    try {
      const told = vi.fn<(error: unknown) => void>();
      kvStore(namespace(hangs)).get("a").catch(told);
      await vi.advanceTimersByTimeAsync(1_979);
      expect(told).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      expect(told).toHaveBeenCalledOnce();
    } finally {
      vi.useRealTimers();
    }
  });

  it("takes one read for an answer that comes within its patience", async () => {
    const kv = namespace(after(15));
    expect(await kvStore(kv, 60).get("a")).toBe(text);
    await wait(120);
    expect(kv.reads()).toBe(1);
  });

  it("takes the answer of the first read when that comes late, but before the second", async () => {
    const first = Promise.withResolvers<string>();
    const second = (): Promise<never> => {
      first.resolve(text);
      return hangs();
    };
    const kv = namespace(() => first.promise, second);
    expect(await kvStore(kv, 20).get("a")).toBe(text);
    expect(kv.reads()).toBe(2);
  });
});

// Reads, timers and promises belong to the request that made them, which is what only the runtime itself can show.
describe("reads of KV that requests share", () => {
  let site: Production;

  beforeAll(async () => {
    site = await serve({ root: join(import.meta.dirname, "fixtures/blog") });
  });
  afterAll(() => site.stop());

  const statuses = (answers: readonly Answer[]): number[] => [...new Set(answers.map(({ status }) => status))];

  const askOften = (path: string, times: number): Promise<Answer[]> =>
    Promise.all(Array.from({ length: times }, () => site.ask(path)));

  it("are one for a hundred requests for one cold page", async () => {
    const before = await site.kv("slow");
    const answers = await askOften("/posts/first/", 100);
    expect(statuses(answers)).toEqual([200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await site.kv()) - before).toBe(1);
  });

  it("are one more when the first fails, and no request is the worse for it", async () => {
    const before = await site.kv("failing 1");
    expect(statuses([await site.ask("/posts/second/")])).toEqual([200]);
    expect((await site.kv()) - before).toBe(2);
  });

  it("are one more when the first hangs", async () => {
    const before = await site.kv("hanging 1");
    expect(statuses(await askOften("/posts/third/", 10))).toEqual([200]);
    expect((await site.kv()) - before).toBe(2);
  });

  it("end with a 503 that is not kept when KV hangs", async () => {
    const answer = await site.ask("/posts/fourth/", { kv: "hanging" });
    expect([answer.status, answer.headers.get("retry-after"), answer.headers.get("cache-control")]).toEqual([
      503,
      "30",
      "no-store",
    ]);
    expect((await site.ask("/posts/fourth/")).status).toBe(200);
  });

  it("go on for the others, and for later, when the reader leaves whose request began one", async () => {
    const before = await site.kv("slow");
    const left = site.ask("/about/", { leavesAfter: 100 });
    await wait(50);
    const others = askOften("/about/", 5);
    expect((await left).status).toBe(499);
    expect(statuses(await others)).toEqual([200]);
    expect((await site.kv()) - before).toBe(1);
  });
});
