import { describe, expect, it } from "vitest";
import { assetReader } from "../../src/search/assets.ts";

const bytes = (length: number): Response => new Response(new Uint8Array(length));

/** Assets that all have as many bytes as their names say, and what was fetched. */
function assets(...answers: (() => Promise<Response>)[]) {
  const fetched: string[] = [];
  const fetch = (url: Request | string): Promise<Response> => {
    const { pathname } = new URL(typeof url === "string" ? url : url.url);
    fetched.push(pathname);
    return answers.shift()?.() ?? Promise.resolve(bytes(Number(pathname.slice(pathname.lastIndexOf("-") + 1))));
  };
  return { fetch, fetched };
}

const fails = (): Promise<Response> => Promise.reject(new Error("no answer"));
const lacks = (): Promise<Response> => Promise.resolve(new Response(null, { status: 404 }));
const hangs = (): Promise<Response> => Promise.withResolvers<never>().promise;

describe("assets", () => {
  it("are read once for all who ask, and from memory later", async () => {
    const all = assets();
    const read = assetReader(all);
    await Promise.all([read("/a-10"), read("/a-10")]);
    expect((await read("/a-10")).byteLength).toBe(10);
    expect(all.fetched).toEqual(["/a-10"]);
  });

  it("are kept up to a bound in bytes, those that were asked for last", async () => {
    const all = assets();
    const read = assetReader(all, 40);
    for (const name of ["a", "b", "c", "d", "a", "e", "a", "b"]) await read(`/${name}-10`);
    expect(all.fetched).toEqual(["/a-10", "/b-10", "/c-10", "/d-10", "/e-10", "/b-10"]);
  });

  it("are not kept when one would take the room of many", async () => {
    const all = assets();
    const read = assetReader(all, 40);
    for (const path of ["/large-11", "/large-11", "/small-10", "/small-10"]) await read(path);
    expect(all.fetched).toEqual(["/large-11", "/large-11", "/small-10"]);
  });

  it("are tried again when they fail, are missing or hang", async () => {
    for (const fault of [fails, lacks, hangs]) {
      const all = assets(fault);
      expect((await assetReader(all, 40, 5)("/_search/0123/words-3")).byteLength).toBe(3);
      expect(all.fetched).toHaveLength(2);
    }
  });

  it("reject without saying where they are when they fail four times, and are read anew for the next one", async () => {
    const all = assets(fails, fails, fails, lacks);
    const read = assetReader(all);
    await expect(read("/_search/0123/words-3")).rejects.toThrow(/^asset words-3 is missing: 404$/);
    expect((await read("/_search/0123/words-3")).byteLength).toBe(3);
  });
});
