import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { type Restored, restoreSite } from "../../../scripts/import/restore/restore-site.ts";
import { writeFiles } from "../../../scripts/import/write.ts";
import { post, temporaryFolder, write } from "../../folder.ts";
import { project } from "../../project-folder.ts";
import { serveBlog } from "./served-blog.ts";

const folder = temporaryFolder();

const photograph = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: "#8b2e16" } })
    .jpeg()
    .toBuffer();

const settings = `title: "Notes: a blog"
description: What a reader sees
url: https://blog.example
author: Nils Vang
authors:
  - name: Nils Vang
    bio: Writes.
    picture: nils.jpg
    links: [{ title: Elsewhere, path: "https://nils.example/" }]
    fediverse: "@nils@social.example"
language: de
timezone: Europe/Berlin
postsPerPage: 2
feedItems: 3
smartQuotes: true
accent: "#225577"
footer: Aus dem Norden
logo: logo.svg
words: { older: Älter, newer: Neuer }
nav: [{ title: Über, path: /about/ }, { title: Wandern, path: /tags/wandern/ }]
taxonomies: { orte: { title: Orte, field: ort } }
redirects: { /old/: /about/ }
`;

const body = `Er sagte "gut" -- und ging nach [Norden](second.md), dann [weiter](second.md#a-part "Titel").

![Ein Hafen](hafen.jpg "Am Abend")

Mehr steht [im Plan](plan.pdf), [auf der Seite][about] und unter <https://blog.example/posts/second/>.[^n]

[about]: ../pages/about.md
[^n]: Auch [dort](../pages/about.md).

\`\`\`md
[x](https://blog.example/posts/second/)
\`\`\`

<p><img src="/hafen-raw.jpg" alt="Roh" width="40"> <a href="second.md">HTML</a></p>

Der [Entwurf](draft.md) und [was kommt](future.md).
`;

/** A blog with all that front matter and settings can say. */
async function blog(): Promise<string> {
  return write(join(folder, "blog"), {
    "site.yaml": settings,
    "style.css": ".prose { hyphens: auto }\n",
    "static/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>',
    "static/nils.jpg": await photograph(300, 300),
    "static/hafen-raw.jpg": await photograph(200, 100),
    "pages/about.md": `---\ntitle: "Über: uns"\ndescription: Wer\nupdated: 2025-01-02\n---\n\n# Wir\n\n[Erster](../posts/first/index.md)\n`,
    "posts/first/index.md": `---\ntitle: 'Der "erste"'\ndate: 2025-05-01\nupdated: 2025-05-02T10:00:00+02:00\ntags: [Wandern, C++]\nort: [Kiel, "42"]\nseries: Eine Reise\ndescription: "Kurz: ja"\nimage: hafen.jpg\nimageAlt: Der Hafen\naliases: /uralt/\n---\n${body}`,
    "posts/first/hafen.jpg": await photograph(1800, 900),
    "posts/first/plan.pdf": "%PDF-1.4\n",
    "posts/second.md": post(
      "2024",
      "2025-06-01T08:00:00Z",
      { series: "Eine Reise", authors: "[Ada, Bo]", lang: "en" },
      "## A part\n\nText.",
    ),
    "posts/third.md": post(
      "Drei",
      "2025-06-02",
      { slug: "2025-01-01-drei", canonical: "https://else.example/drei" },
      '"x"',
    ),
    "posts/draft.md": post("Entwurf", "2025-01-01", { draft: "true" }),
    "posts/future.md": post("Zukunft", "2035-01-01"),
    "posts/gone.md": post("Weg", "2024-01-01", { expires: "2024-02-01" }),
  });
}

/** What differs when a picture is encoded again: the digest in its name. A card's name hides a digest of the sources. Markdown ends without space. */
const withoutDigests = (text: string): string =>
  text
    .replaceAll(/ +(?=(?:<|&lt;)\/p)/g, "")
    .replaceAll(/(\/pictures\/[\w-]+?)-[0-9a-f]{16}/g, "$1")
    .replaceAll(/\/cards\/[0-9a-f]{32}/g, "/cards/");

async function restored(root: string, name: string): Promise<{ result: Restored; differences: string[]; out: string }> {
  const live = await serveBlog(root, join(folder, `${name}-live`));
  const out = join(folder, `${name}-restored`);
  const result = await restoreSite(live.get, join(folder, `${name}-store`));
  writeFiles(result.files, out, false);
  const again = await serveBlog(out, join(folder, `${name}-again`));
  const differences: string[] = [];
  for (const path of new Set([...live.paths, ...again.paths])) {
    const [before, after] = await Promise.all(
      [live, again].map(async ({ get }) => (await get(path))?.toString("utf8")),
    );
    const [old, now] = [before, after].map((text = "") => withoutDigests(text).split("\n"));
    const at = old?.findIndex((line, index) => line !== now?.[index]) ?? -1;
    if (at !== -1 || old?.length !== now?.length) differences.push(`${path}:${at + 1}\n${old?.[at]}\n${now?.[at]}`);
  }
  return { result, differences, out };
}

describe("a blog restored from what it serves", () => {
  let outcome: Awaited<ReturnType<typeof restored>>;

  beforeAll(async () => {
    const root = await blog();
    const text = join(root, "posts/first/index.md");
    write(root, {
      "posts/first/index.md": readFileSync(text, "utf8")
        .replaceAll(/\((second|draft|future)\.md/g, "(../$1.md")
        .replaceAll('"second.md"', '"../second.md"')
        .replaceAll("../pages", "../../pages"),
    });
    outcome = await restored(root, "own");
  });

  it("has the same pages, feeds and Markdown", () => {
    expect(outcome.differences).toEqual([]);
    expect(outcome.result).toMatchObject({ posts: 3, pages: 1, missing: [] });
  });

  it("lists what a live site does not reveal, and contains none of it", () => {
    expect(outcome.result.unknown.join("\n")).toMatch(/drafts[^]*aliases[^]*pictures/);
    const files = readdirSync(outcome.out, { recursive: true, encoding: "utf8" }).join("\n");
    expect(files).not.toMatch(/draft|future|gone/);
  });

  it("overwrites nothing", async () => {
    const out = write(join(folder, "kept"), { "site.yaml": "title: Mine\n" });
    const { different, written } = writeFiles(outcome.result.files, out, false);
    expect(different).toEqual(["site.yaml"]);
    expect(written).toContain("posts/first.md");
    expect(readFileSync(join(out, "site.yaml"), "utf8")).toBe("title: Mine\n");
  });
});

it.each(["test/fixtures/sample", "test/fixtures/blog", "test/fixtures/quality", "test/fixtures/difficult"])(
  "%s is the same after a restoration",
  async (name) => {
    const root = join(folder, "copies", name);
    mkdirSync(root, { recursive: true });
    cpSync(join(project, name), root, { recursive: true });
    expect((await restored(root, name.replaceAll("/", "-"))).differences).toEqual([]);
  },
);
