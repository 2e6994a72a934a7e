import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prebuild } from "../../scripts/build/prebuild.ts";
import { ContentError } from "../../scripts/base/problems.ts";
import { exportSite } from "../../scripts/export/export-site.ts";
import { temporaryFolder } from "../folder.ts";
import { content, linked, makeSite, markOf, open, reference, secrets } from "./any-references.ts";

const folder = temporaryFolder();

/** What is in a folder, by path: the bytes of files, and where symbolic links lead. */
function snapshot(top: string, skip: readonly string[] = []): Map<string, Buffer | string> {
  const found = new Map<string, Buffer | string>();
  for (const entry of readdirSync(top, { withFileTypes: true })) {
    const path = join(top, entry.name);
    if (skip.includes(path)) continue;
    if (entry.isDirectory()) for (const [below, what] of snapshot(path, skip)) found.set(below, what);
    else found.set(path, entry.isSymbolicLink() ? readlinkSync(path) : readFileSync(path));
  }
  return found;
}

/** The bytes as they are, and as they are behind the encodings in which something might be written. */
function* readings(bytes: Buffer): Generator<string> {
  yield bytes.toString("latin1");
  yield bytes.toString("utf16le");
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) yield gunzipSync(bytes).toString("latin1");
  for (const [text] of bytes.toString("latin1").matchAll(/[\w+/-]{40,}/g))
    yield Buffer.from(text, "base64").toString("latin1");
}

const marks = [...secrets, "site.yaml"].map(markOf);

async function checkContained(
  root: string,
  write: typeof prebuild | typeof exportSite,
): Promise<"written" | "refused"> {
  const [out, cache] = [join(root, "deep/er/out"), join(folder, "cache")];
  mkdirSync(dirname(out), { recursive: true });
  const before = snapshot(root, [out]);
  const outcome = await write({ root: join(root, content), out, cache, now: 1_800_000_000 }).then(
    () => "written" as const,
    (error: unknown) => error,
  );
  expect(snapshot(root, [out])).toEqual(before);
  if (outcome !== "written") {
    if (!(outcome instanceof ContentError)) throw outcome; // no other error tells where it comes from
    return "refused";
  }
  for (const [path, what] of snapshot(out)) {
    expect([path, typeof what]).toEqual([path, "object"]);
    for (const reading of readings(what as Buffer))
      expect([path, marks.filter((mark) => reading.includes(mark))]).toEqual([path, []]);
  }
  return "written";
}

describe("whatever links, pictures, settings and symbolic links a site has", () => {
  it("nothing is written outside the output folder, and nothing unpublished inside it", async () => {
    const outcomes = { written: 0, refused: 0 };
    // The names of folders are part of what references say, so that these are made for a run's own folder.
    const root = join(folder, "run");
    await fc.assert(
      fc.asyncProperty(
        // What is wrong in one way would hide what is wrong in another.
        fc.oneof(
          fc.record({ references: fc.array(reference(root), { minLength: 1, maxLength: 2 }), links: fc.constant([]) }),
          fc.record({ references: fc.constant([]), links: fc.array(linked, { minLength: 1, maxLength: 2 }) }),
        ),
        fc.oneof(
          { weight: 6, arbitrary: fc.constant("") },
          reference(root).map(({ target }) => `logo: ${JSON.stringify(target)}\n`),
          reference(root).map(({ target }) => `icon: ${JSON.stringify(target)}\n`),
        ),
        fc.constantFrom(prebuild, exportSite),
        async ({ references, links }, settings, write) => {
          rmSync(root, { recursive: true, force: true });
          makeSite(root, references, links, settings);
          outcomes[await checkContained(root, write)] += 1;
        },
      ),
      { numRuns: 300 },
    );
    // A site that is refused proves little, and one that is written nothing of what is refused.
    expect(Math.min(outcomes.written, outcomes.refused)).toBeGreaterThan(30);
  });

  it("what may be published is found by the same means", async () => {
    const root = join(folder, "found");
    const links = [{ name: "static/l.svg", target: `${content}/posts/plan/sketch.svg`, absolute: false }];
    const references = ["paper.svg", "100%25 sure%3F.txt", "../../static/a/b.txt", "../plan/sketch.svg"].map(
      (target) => ({ from: "posts/here/index.md", form: (each: string) => `[a](<${each}>) `, target }),
    );
    makeSite(
      root,
      [...references, { from: "posts/there.md", form: (each) => `![a](${each})`, target: "/logo.svg" }],
      links,
      "icon: logo.svg\n",
    );
    for (const [name, write] of [
      ["build", prebuild],
      ["export", exportSite],
    ] as const) {
      const out = join(root, name);
      await write({ root: join(root, content), out, cache: join(folder, "cache"), now: 1_800_000_000 });
      const all = [...snapshot(out).values()].flatMap((what) => [...readings(what as Buffer)]).join("\n");
      expect(open.filter((each) => !all.includes(markOf(each)))).toEqual([]);
      expect([...snapshot(out).values()].filter((what) => typeof what === "string")).toEqual([]);
    }
  });
});
