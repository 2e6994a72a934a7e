import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prebuild } from "../../scripts/build/prebuild.ts";
import { ContentError } from "../../scripts/base/problems.ts";
import { exportSite } from "../../scripts/export/export-site.ts";
import { temporaryFolder, write } from "../folder.ts";

const folder = temporaryFolder();

// Below the folder that holds it all. Each file says what it is, so that its bytes are known wherever they turn up.
const content = "blog/content";
const secrets = [
  "secret.txt",
  "blog/.dev.vars",
  "blog/secret.svg",
  "blog/secret.md",
  "blog/secret",
  `${content}/notes.txt`,
  `${content}/drawings/secret.svg`,
  `${content}/posts/draft.md`,
  `${content}/posts/draft.txt~`,
  `${content}/posts/plan/index.md`,
  `${content}/posts/here/NOTES.MD`,
  `${content}/posts/here/.secret.svg`,
  `${content}/posts/here/.git/config`,
  `${content}/static/.env`,
  `${content}/static/a/.secret.svg`,
];
const open = [
  `${content}/posts/here/paper.svg`,
  `${content}/posts/here/100% sure?.txt`,
  `${content}/posts/plan/sketch.svg`,
  `${content}/static/logo.svg`,
  `${content}/static/a/b.txt`,
];
const articles = ["posts/here/index.md", "posts/there.md", "pages/about.md"];
const markOf = (file: string): string => `mark${Buffer.from(file).toString("hex")}mark`;

function textOf(file: string): string {
  if (file.endsWith(".svg"))
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="9">${markOf(file)}</text></svg>`;
  return /\.md$/i.test(file) ? `---\ntitle: T\ndate: 2024-01-01\ndraft: true\n---\n${markOf(file)}\n` : markOf(file);
}

/** What an author writes to get at a file, and where. */
interface Reference {
  readonly from: string;
  readonly form: (target: string) => string;
  readonly target: string;
}

/** A symbolic link in a content folder. */
interface Linked {
  readonly name: string;
  readonly target: string;
  readonly absolute: boolean;
}

const forms: readonly Reference["form"][] = [
  (target) => `[a](<${target}>)`,
  (target) => `[a][b]\n\n[b]: <${target}>`,
  (target) => `![a](<${target}>)`,
  (target) => `<a href="${target}">a</a>`,
  (target) => `<img src="${target}" alt="">`,
  (target) => `<picture><source srcset="a.png, ${target} 2x"></picture>`,
  (target) => `<video poster="${target}"></video>`,
  (target) => `<audio><source src="${target}"></audio>`,
  (target) => `<object data="${target}"></object>`,
  (target) => `<link rel="stylesheet" href="${target}">`,
  (target) => `<div style="background: url('${target}')"></div>`,
];

const file = fc.constantFrom(...secrets, ...open);
const spelling = fc.constantFrom<(target: string) => string>(
  (target) => target,
  (target) => target,
  (target) => target.replaceAll("/", "%2F"),
  (target) => target.replaceAll("../", "..%2f"),
  (target) => target.replaceAll("..", "%2e%2E"),
  (target) => target.replaceAll("..", ".%2e"),
  (target) => target.replaceAll("/", "\\"),
  (target) => target.replaceAll("/", "%5c"),
  (target) => target.replaceAll("/", "/./"),
  (target) => `x/../${target}`,
  (target) => `./${target}`,
  (target) => `/${target}`,
  (target) => `/static/../${target}`,
  (target) => `../${target}`,
  (target) => `${"../".repeat(40)}${target}`,
  (target) => encodeURIComponent(target),
  (target) => encodeURI(encodeURI(target)),
  (target) => `file://${target}`,
  (target) => `${target}?a=1`,
  (target) => `${target}#a`,
  (target) => `${target}%00.svg`,
  (target) => `${target}/`,
  (target) => target.toUpperCase(),
  (target) => encodeURI(target),
);
const reference = (root: string): fc.Arbitrary<Reference> =>
  fc
    .record({
      from: fc.constantFrom(...articles),
      form: fc.constantFrom(...forms),
      file,
      base: fc.constantFrom("file", "site", "static", "disk"),
      spellings: fc.array(spelling, { maxLength: 2 }),
    })
    .map(({ from, form, file, base, spellings }) => {
      const folders = { file: posix.dirname(from), site: ".", static: "static", disk: "/" };
      const path = posix.join(root, content, folders[base]);
      const target = base === "disk" ? posix.join(root, file) : posix.relative(path, posix.join(root, file));
      return { from, form, target: spellings.reduce((each, spell) => spell(each), target) };
    });
const linked: fc.Arbitrary<Linked> = fc.record({
  name: fc.constantFrom(
    "static/l.txt",
    "static/l.svg",
    "static/_headers",
    "static/l",
    "posts/l.md",
    "posts/here/l.svg",
    "pages/l.md",
  ),
  target: fc.oneof(file, fc.constantFrom(".", "blog", `${content}/posts/plan`, `${content}/static/a`)),
  absolute: fc.boolean(),
});

function makeSite(root: string, references: readonly Reference[], links: readonly Linked[], settings: string): void {
  const bodies = new Map(articles.map((from) => [from, "[a](l.svg) ![b](/l.svg)"]));
  for (const { from, form, target } of references) bodies.set(from, `${bodies.get(from) ?? ""}\n\n${form(target)}`);
  // Links to the symbolic ones would else be errors by themselves.
  const present = new Set(links.map(({ name }) => name));
  const texts = [...bodies].map(([from, body]) => {
    const head = `---\ntitle: T\n${from.startsWith("posts/") ? "date: 2024-01-01\n" : ""}---\n`;
    const shown = present.has("static/l.svg") ? body : body.replace("![b](/l.svg)", "");
    return [`${content}/${from}`, head + shown] as const;
  });
  write(root, {
    ...Object.fromEntries([...secrets, ...open].map((each) => [each, textOf(each)])),
    ...Object.fromEntries(texts),
    [`${content}/site.yaml`]: `url: https://blog.example\n# ${markOf("site.yaml")}\n${settings}`,
  });
  for (const { name, target, absolute } of new Map(links.map((link) => [link.name, link])).values()) {
    const [from, to] = [join(root, content, name), join(root, target)];
    mkdirSync(dirname(from), { recursive: true });
    symlinkSync(absolute ? to : relative(dirname(from), to), from);
  }
}

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
  }, 180_000);

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
