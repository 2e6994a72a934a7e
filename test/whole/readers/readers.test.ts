import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Blog } from "./blog.ts";
import { canRun, output, python } from "./programs.ts";

const folder = mkdtempSync(join(tmpdir(), "readers-"));
const content = join(folder, "content");
let blog: Blog;
let home: string;

beforeAll(async () => {
  cpSync(fileURLToPath(new URL("../../fixtures/readers", import.meta.url)), content, { recursive: true });
  blog = await Blog.start(content);
});

beforeEach(() => {
  home = mkdtempSync(join(folder, "home-"));
  blog.fetched.length = 0;
});

afterAll(async () => {
  await blog.stop();
  rmSync(folder, { recursive: true });
});

const seconds = (iso: string): number => Date.parse(iso) / 1000;

/** What a subscriber is to see, newest first. */
const posts = [
  {
    title: 'Gilt "edges" & Vec<T>: 1 < 2 🖋',
    link: "https://blog.example/posts/edges/",
    published: seconds("2024-12-16T01:13:04Z"),
    authors: ["Ada Quill", "Łucja Żak"],
    tags: ["binding", "C++"],
  },
  {
    title: "Glue",
    link: "https://blog.example/posts/glue/",
    published: seconds("2024-06-01T00:00:00Z"),
    authors: ["Ada Quill"],
    tags: ["binding"],
  },
  {
    title: "ورق وحبر",
    link: "https://blog.example/posts/rtl/",
    published: seconds("2020-02-29T23:59:59Z"),
    authors: ["Ada Quill"],
    tags: ["binding"],
  },
];

/** What has to be in the content of the newest post: its links, picture, code, formula, table and footnote. */
const passages = [
  'href="https://blog.example/posts/glue/"',
  'href="https://cdn.example/gold"',
  'src="https://blog.example/pictures/edge-',
  'src="https://blog.example/edge-raw.png"',
  'const edge = gold &amp;&amp; "paper" &lt; 2;',
  "w = m ⋅ g",
  '<td align="right">80</td>',
  "The note at the end.",
];

function expectFullContent(html: string | undefined): void {
  for (const passage of passages) expect(html).toContain(passage);
}

describe.each(["rss.xml", "atom.xml"])("subscribers of /%s", (file) => {
  const feed = (): string => `${blog.url}/${file}`;

  it.runIf(canRun("newsboat"))(
    "see every post whole in newsboat, which learns that nothing is new after a deploy too",
    async () => {
      const reload = async (): Promise<void> => {
        writeFileSync(join(home, "urls"), `${feed()}\n`);
        await output("newsboat", ["-u", join(home, "urls"), "-c", join(home, "cache.db"), "-x", "reload"], home);
      };
      // newsboat notes a feed's validators when it meets the feed again, so its third fetch is the first conditional one.
      for (let fetch = 1; fetch <= 3; fetch++) await reload();
      writeFileSync(
        join(mkdirIn(content, "pages"), `about-${file.replace(".", "-")}.md`),
        "---\ntitle: About\n---\n\nWho we are.\n",
      );
      await blog.deploy();
      await reload();
      expect(blog.fetched.map(({ status }) => status)).toEqual([200, 200, 304, 304]);

      const database = new DatabaseSync(join(home, "cache.db"), { readOnly: true });
      const items = database
        .prepare("SELECT title, url, pubDate, author, content FROM rss_item ORDER BY pubDate DESC")
        .all();
      database.close();
      expect(items.map(({ title, url, pubDate }) => [title, url, pubDate])).toEqual(
        posts.map(({ title, link, published }) => [title, link, published]),
      );
      // Of the authors that RSS names it knows the last alone.
      const known = posts.map(({ authors }) => (file === "rss.xml" ? authors.at(-1) : authors.join(", ")));
      expect(items.map(({ author }) => author)).toEqual(known);
      expectFullContent(String(items[0]?.["content"]));
    },
  );

  it.runIf(canRun("sfeed"))("see every post whole in sfeed", async () => {
    const config = `sfeedpath="${home}/feeds"\nfeeds() {\n\tfeed "blog" "${feed()}"\n}\n`;
    writeFileSync(join(home, "sfeedrc"), config);
    await output("sfeed_update", [join(home, "sfeedrc")], home);
    const lines = readFileSync(join(home, "feeds", "blog"), "utf8")
      .trimEnd()
      .split("\n");
    // https://codemadness.org/git/sfeed/file/README.html: fields by tabs, in which backslashes escape
    const items = lines.map((line) =>
      line.split("\t").map((field) => field.replaceAll("\\n", "\n").replaceAll("\\\\", "\\")),
    );
    expect(items.map(([time, title, link]) => [title, link, Number(time)])).toEqual(
      posts.map(({ title, link, published }) => [title, link, published]),
    );
    for (const [index, { authors, tags }] of posts.entries()) {
      expect(authors).toContain(items[index]?.[6]);
      expect(items[index]?.[8]?.split("|")).toEqual(tags);
    }
    expectFullContent(items[0]?.[3]);
  });

  it.runIf(canRun("feedparser"))("see every post whole in feedparser, which learns that nothing is new", async () => {
    const script = `
import calendar, feedparser, json, sys
first = feedparser.parse(sys.argv[1])
second = feedparser.parse(sys.argv[1], etag=first.etag)
third = feedparser.parse(sys.argv[1], modified=first.modified)
entries = [{
    "title": e.title, "link": e.link, "published": calendar.timegm(e.published_parsed),
    "authors": [a.name for a in e.authors], "tags": [t.term for t in e.tags],
} for e in first.entries]
print(json.dumps({
    "bozo": bool(first.bozo), "title": first.feed.title, "statuses": [first.status, second.status, third.status],
    "entries": entries, "content": first.entries[0].content[0].value,
}))`;
    const read = JSON.parse(await output(python ?? "python3", ["-c", script, feed()], home));
    expect(read).toMatchObject({ bozo: false, title: "Paper & Ink", statuses: [200, 304, 304], entries: posts });
    expectFullContent(read.content);
  });
});

function mkdirIn(folder: string, name: string): string {
  mkdirSync(join(folder, name), { recursive: true });
  return join(folder, name);
}
