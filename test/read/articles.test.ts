import { describe, expect, it } from "vitest";
import { digestOf } from "../../scripts/base/digest.ts";
import { cachedCompiler } from "../../scripts/read/articles.ts";
import { Cache } from "../../scripts/store/cache.ts";
import { post, temporaryFolder } from "../folder.ts";

const folder = temporaryFolder();

describe("articles", () => {
  it("come out the same with and without threads", async () => {
    const files = Array.from({ length: 330 }, (_, index) => {
      const bytes = Buffer.from(post(`Post ${index}`, "2024-01-01", {}, `Text *${index}* [link](/a/)`));
      const digest = digestOf(bytes);
      return { file: `posts/p${index}.md`, digest, read: () => ({ digest, bytes }) };
    });
    const compile = async (width: number) => {
      const settings = { language: "en", words: {}, smartQuotes: true, timezone: "UTC", url: "https://blog.example" };
      const found = await cachedCompiler(new Cache(folder), width)(settings, files, true);
      return found.map((file) => ({ ...file, texts: file.texts.read(), searched: file.searched?.read() }));
    };
    const alone = await compile(1);
    expect(alone[7]?.searched).toContain("Text 7");
    expect(await compile(2)).toEqual(alone);
  });

  it("come with what is searched of them where that is wanted, and are the same where they are not, or no more", async () => {
    const bytes = Buffer.from(post("Ink", "2024-01-01"));
    let reads = 0;
    const read = () => ({ digest: digestOf(bytes), bytes: (reads++, bytes) });
    const files = [{ file: "posts/ink.md", digest: digestOf(bytes), read }];
    const compile = cachedCompiler(new Cache(folder));
    const settings = { language: "en", words: {}, smartQuotes: true, timezone: "UTC", url: "https://blog.example" };
    const [without] = await compile(settings, files);
    expect([without?.searched, reads]).toEqual([undefined, 1]);
    await compile(
      settings,
      files.map(({ file, read }) => ({ file: `${file}.md`, read })),
    );
    expect(reads).toBe(2); // once, though nothing was known of it
    reads = 1;
    const [searched] = await compile(settings, files, true);
    expect([searched?.searched?.read().includes("Ink"), searched?.texts.digest, reads]).toEqual([
      true,
      without?.texts.digest,
      2,
    ]);
    expect(await compile(settings, files)).toEqual([without]);
    await compile(settings, files, true);
    expect(reads).toBe(2);
  });

  it("keep what is searched of them while commands that do not ask for it, such as exports, clean up", async () => {
    const bytes = Buffer.from(post("Ink", "2024-01-01"));
    const files = [{ file: "posts/ink.md", digest: digestOf(bytes), read: () => ({ digest: digestOf(bytes), bytes }) }];
    const settings = { language: "en", words: {}, smartQuotes: true, timezone: "UTC", url: "https://blog.example" };
    const cache = new Cache(folder);
    const compile = async (searched: boolean): Promise<string | undefined> => {
      const [found] = await cachedCompiler(cache)(settings, files, searched);
      const text = found?.searched && cache.text(found.searched.digest);
      cache.finish(true);
      return text;
    };
    for (const key of ["a", "b", "c", "d", "e", "f"]) cache.addText(key, "of no use to other commands");
    expect(await compile(true)).toContain("Ink");
    await compile(false);
    expect(await compile(true)).toContain("Ink");
  });
});
