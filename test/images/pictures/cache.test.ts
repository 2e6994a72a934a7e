import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startDrawing } from "../../../scripts/images/drawing.ts";
import { planPictures } from "../../../scripts/images/pictures.ts";
import { KeptFiles } from "../../../scripts/store/kept-files.ts";
import { noise } from "./noise.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "picture-cache-"));
});

afterAll(() => rm(folder, { recursive: true }));

async function photo(name: string, width: number): Promise<string> {
  await writeFile(join(folder, name), await noise(width, 80).jpeg().toBuffer());
  return join(folder, name);
}

/** A time at which nobody has just changed a file. */
function later(): Disposable {
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 10_000);
  return { [Symbol.dispose]: () => clock.mockRestore() };
}

const foldersOf = (cache: string, out: string) => ({ cache: join(folder, cache), out: join(folder, out) });

async function preparePictures(paths: readonly string[], { cache, out }: ReturnType<typeof foldersOf>) {
  const kept = new KeptFiles(cache, "pictures");
  const { pictures, drawings } = await planPictures("", paths, kept, out);
  expect(await startDrawing([drawings]).done).toEqual(new Map());
  return { pictures, processed: kept.made };
}

/** All files of a folder by name. */
async function contentOf(path: string): Promise<Readonly<Record<string, Buffer>>> {
  const names = (await readdir(path)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(path, name))] as const)),
  );
}

describe("the cache", () => {
  it("leaves nothing to process for a second build", async () => {
    const paths = [await photo("one.jpg", 120), await photo("two.jpg", 130)];
    const first = await preparePictures(paths, foldersOf("cache-1", "out-1"));
    const second = await preparePictures(paths, foldersOf("cache-1", "out-2"));
    expect([first.processed, second.processed]).toEqual([2, 0]);
    expect(second.pictures).toEqual(first.pictures);
    expect(await contentOf(join(folder, "out-2/pictures"))).toEqual(await contentOf(join(folder, "out-1/pictures")));
  });

  it("is asked before a picture is read that nobody has changed", async () => {
    using _ = later();
    const noted = new Map<string, string>();
    const notes = {
      note: (key: string) => noted.get(key),
      addNote: (key: string, note: string) => noted.set(key, note),
    };
    const { cache, out } = foldersOf("cache-noted", "out-noted");
    const kept = new KeptFiles(cache, "pictures");
    const width = async (path: string): Promise<unknown> => {
      const picture = (await planPictures("", [path], kept, out, notes)).pictures.get(path);
      return picture && "width" in picture && picture.width;
    };
    const path = await photo("noted.jpg", 140);
    expect(await width(path)).toBe(140);
    for (const [key, note] of noted) noted.set(key, note.replace('"width":140,', '"width":141,'));
    expect(await width(path)).toBe(141);
    await photo("noted.jpg", 150);
    expect(await width(path)).toBe(150);
  });

  it("encodes a picture once that two posts have under two names", async () => {
    const bytes = await noise(90, 90).jpeg().toBuffer();
    const paths = ["a.jpg", "b.jpg"].map((name) => join(folder, name));
    for (const path of paths) await writeFile(path, bytes);
    const { processed, pictures } = await preparePictures(paths, foldersOf("cache-2", "out-3"));
    expect(processed).toBe(1);
    const names = [...pictures.values()].map((each) => ("src" in each ? each.src.slice(0, 12) : each.error));
    expect(names).toEqual(["/pictures/a-", "/pictures/b-"]);
  });

  it("makes anew what a killed build or a power cut left unfinished", async () => {
    const paths = [await photo("cut.jpg", 110)];
    const folders = foldersOf("cache-3", "out-4");
    await preparePictures(paths, folders);
    const kept = (await readdir(join(folders.cache, "pictures"))).find((name) => name.endsWith("110.avif")) ?? "";
    const file = join(folders.cache, "pictures", kept);
    await rm(file);
    await writeFile(file, "");
    await writeFile(join(folders.cache, "pictures/draft-1234567890-x-110.avif"), "half");
    expect((await preparePictures(paths, folders)).processed).toBe(1);
    expect((await readFile(file)).length).toBeGreaterThan(100);
    expect((await preparePictures(paths, folders)).processed).toBe(0);
  });

  it("replaces a half-written file among the assets", async () => {
    const paths = [await photo("half.jpg", 100)];
    const folders = foldersOf("cache-4", "out-5");
    await preparePictures(paths, folders);
    const whole = await contentOf(join(folders.out, "pictures"));
    for (const name of Object.keys(whole)) await writeFile(join(folders.out, "pictures", name), "half");
    await preparePictures(paths, folders);
    expect(await contentOf(join(folders.out, "pictures"))).toEqual(whole);
  });

  it("serves two builds at once", async () => {
    const paths = await Promise.all([150, 151, 152].map((width) => photo(`${width}.jpg`, width)));
    const outs = ["out-6", "out-7"];
    const builds = await Promise.all(outs.map((out) => preparePictures(paths, foldersOf("cache-5", out))));
    expect(builds[0]?.pictures).toEqual(builds[1]?.pictures);
    expect(await contentOf(join(folder, "out-6/pictures"))).toEqual(await contentOf(join(folder, "out-7/pictures")));
    expect(await readdir(join(folder, "cache-5/pictures"))).toHaveLength(3 * (1 + 2));
  });

  it("makes the same bytes from the same picture when it begins anew", async () => {
    const paths = [await photo("same.jpg", 600)];
    for (const name of ["8", "9"]) await preparePictures(paths, foldersOf(`cache-${name}`, `out-${name}`));
    expect(await contentOf(join(folder, "out-8/pictures"))).toEqual(await contentOf(join(folder, "out-9/pictures")));
  });
});
