import { describe, expect, it } from "vitest";
import { Memory } from "../../src/http/memory.ts";
import type { Representation } from "../../src/http/representation.ts";

const ofBytes = (length: number): Representation => ({
  target: { kind: "post", key: "0".repeat(32), modified: 0 },
  etag: '"0"',
  modified: 0,
  headers: new Headers(),
  from: 0,
  until: Infinity,
  body: new Blob([new Uint8Array(length)]),
});

const kept = (memory: Memory, paths: readonly string[]): string[] => paths.filter((path) => memory.get(path));

describe("Memory", () => {
  const paths = Array.from({ length: 20 }, (_, index) => `/${index}/`);

  it("forgets what was asked for longest ago when its bytes are used up", () => {
    const memory = new Memory(100_000);
    for (const path of paths) {
      memory.set(path, ofBytes(8000));
      memory.get("/0/");
    }
    expect(kept(memory, paths)).toEqual(["/0/", ...paths.slice(-9)]);
  });

  it("counts what it replaces no longer", () => {
    const memory = new Memory(100_000);
    memory.set("/first/", ofBytes(8000));
    for (let time = 0; time < 100; time++) memory.set("/again/", ofBytes(8000));
    expect(kept(memory, ["/first/", "/again/"])).toEqual(["/first/", "/again/"]);
  });

  it("lets nothing large push out all the rest, and keeps nothing of what it replaces", () => {
    const memory = new Memory(100_000);
    memory.set("/small/", ofBytes(8000));
    memory.set("/grown/", ofBytes(8000));
    memory.set("/grown/", ofBytes(50_000));
    expect(kept(memory, ["/small/", "/grown/"])).toEqual(["/small/"]);
  });
});
