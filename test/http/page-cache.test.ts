import { describe, expect, it } from "vitest";
import { Memory } from "../../src/http/page-cache.ts";
import type { Representation } from "../../src/http/representation.ts";

const shown: Representation = {
  target: { kind: "post", key: "0".repeat(32), modified: 0 },
  etag: '"0"',
  fields: {},
  from: 0,
  until: Infinity,
};

const pageOf = (path: string, length: number): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(path.padEnd(length, "."));

/** Adds a page whose text begins with its path. */
const add = (memory: Memory, path: string, length = 8000): Promise<string> => {
  const page = pageOf(path, length);
  return new Response(memory.add(path, shown, [page.subarray(0, 3), page.subarray(3)])).text();
};

const bodyOf = async (memory: Memory, path: string): Promise<string | undefined> => memory.get(path)?.body?.text();

async function kept(memory: Memory, paths: readonly string[]): Promise<string[]> {
  const bodies = await Promise.all(paths.map((path) => bodyOf(memory, path)));
  return paths.filter((_, index) => bodies[index] !== undefined);
}

const paths = Array.from({ length: 50 }, (_, index) => `/${index}/`);

describe("Memory", () => {
  it("gives back what was put in, and nothing else", async () => {
    const memory = new Memory(200_000);
    for (const [index, path] of paths.entries()) {
      const length = 3000 + ((index * 1234) % 7000);
      expect(await add(memory, path, length)).toBe(path.padEnd(length, "."));
      const before = paths[index - 5] ?? path;
      const body = await bodyOf(memory, before);
      expect(body?.startsWith(`${before}.`)).toBe(true);
    }
  });

  it("keeps the last of what was asked for once, within half of its bytes", async () => {
    const memory = new Memory(200_000);
    for (const path of paths) await add(memory, path);
    expect(await kept(memory, paths)).toEqual(paths.slice(-12));
  });

  it("keeps what was asked for again, however much is asked for once", async () => {
    const memory = new Memory(200_000);
    await add(memory, "/often/");
    memory.get("/often/");
    for (const path of paths) await add(memory, path);
    expect(await bodyOf(memory, "/often/")).toBe("/often/".padEnd(8000, "."));
  });

  it("forgets of that what was asked for longest ago when its bytes are used up", async () => {
    const memory = new Memory(200_000);
    for (const path of paths) {
      await add(memory, path);
      memory.get(path);
      memory.get("/0/");
    }
    expect(await kept(memory, paths)).toEqual(["/0/", ...paths.slice(-9)]);
  });

  it("counts what it replaces no longer", async () => {
    const memory = new Memory(200_000);
    await add(memory, "/first/");
    memory.get("/first/");
    for (let time = 0; time < 100; time++) {
      await add(memory, "/again/");
      memory.get("/again/");
    }
    expect(await kept(memory, ["/first/", "/again/"])).toEqual(["/first/", "/again/"]);
  });

  it("sends what is large without keeping it", async () => {
    const memory = new Memory(200_000);
    await add(memory, "/small/");
    expect(await add(memory, "/large/", 50_000)).toBe("/large/".padEnd(50_000, "."));
    expect(await kept(memory, ["/small/", "/large/"])).toEqual(["/small/"]);
  });
});
