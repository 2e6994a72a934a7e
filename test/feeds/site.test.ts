import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { feedFormats } from "../../src/content/feed-formats.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { compile, type Snapshot } from "./snapshot.ts";
import { accounts } from "./accounts.ts";
import { childOf, childrenOf, parseXml, textsOf, type XmlElement } from "./parse-xml.ts";
import { urlsOf } from "./urls.ts";
import { sampleBlog } from "../project-folder.ts";

const folder = temporaryFolder();
const project = join(import.meta.dirname, "../..");
const settings = { "site.yaml": "url: https://blog.example\ncards: false\nauthor: Ada Quill\nfeedItems: 5\n" };
const numbered = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `posts/post-${index}.md`,
      post(`Post ${index}`, `20${10 + Math.floor(index / 4)}-0${1 + (index % 4)}-01`, {
        tags: `[all, tag ${index % 3}]`,
      }),
    ]),
  );

/** The URLs in a feed and in the HTML that it carries. */
function urlsOfXml({ name, attributes, text, children }: XmlElement): string[] {
  const { href, url } = attributes;
  const own = /^(content:encoded|content)$/.test(name)
    ? urlsOf(text)
    : /^(link|uri|url|icon)$/.test(name)
      ? [text]
      : [];
  const attributed = [href, url].flatMap((each) => each ?? []);
  return [...attributed, ...own.filter((each) => each !== ""), ...children.flatMap(urlsOfXml)];
}

function urlsOfJson(json: string): string[] {
  const urls: string[] = [];
  JSON.parse(json, (name, value: unknown) => {
    if (typeof value === "string" && /(^|_)(url|icon|image)$/.test(name)) urls.push(value);
    if (typeof value === "string" && name === "content_html") urls.push(...urlsOf(value));
    return value;
  });
  return urls;
}

const hostile = {
  "posts/a.md": post(`'Vec<T> & "quotes" &amp; ]]> <b>bold</b> 👩‍👩‍👧'`, "2024-02-29T23:59:59+13:45", {
    authors: `["A & B", "<i>C</i>", Łucja Żak]`,
    tags: `[C++, "C#", "R&D", Łódź, 日本語]`,
  }),
  "posts/b.md": post("ورق وحبر", "1999-12-31", { author: "عادل", lang: "ar" }),
  "posts/c.md": post("Nobody", "2020-01-01"),
  "site.yaml": "url: https://blog.example\ncards: false\nfeedItems: 100\n",
};

describe("the forms of a post", () => {
  it.each([
    ["the sample blog", async () => compile(sampleBlog, folder)],
    ["posts for readers", async () => compile(join(project, "test/fixtures/readers"), folder)],
    ["hostile front matter", async () => compile(write(join(folder, "hostile"), hostile), folder)],
  ])("agree on title, date, authors, tags and URL in %s", async (_, compiled) => {
    const site = await compiled();
    const listed = site
      .files("sitemap")
      .flatMap(([, text]) => parseXml(text).children.flatMap((url) => textsOf(url, "loc")));
    expect(site.posts).not.toEqual([]);
    for (const model of site.posts) {
      const { linkedData, ...others } = accounts(site, model);
      for (const [form, account] of Object.entries(others)) expect([form, account]).toEqual([form, linkedData]);
      expect(listed).toContain(linkedData?.url);
    }
  });
});

describe("the files of a site", () => {
  it.each(["test/fixtures/sample", "test/fixtures/readers", "test/fixtures/blog"])(
    "contain no relative URL, from %s",
    async (root) => {
      const site = await compile(join(project, root), folder);
      const feeds = site.files("rss", "atom", "jsonfeed");
      expect(feeds.length).toBeGreaterThan(3);
      for (const [path, text] of feeds) {
        const urls = path.endsWith(".json") ? urlsOfJson(text) : urlsOfXml(parseXml(text));
        expect(urls.length).toBeGreaterThan(2);
        expect([path, urls.filter((url) => !URL.canParse(url))]).toEqual([path, []]);
      }
    },
  );

  it("never say that a post was updated before it was published", async () => {
    const slip = post("Slip", "2024-06-01", { updated: "2023-01-01" });
    const site = await compile(write(join(folder, "slip"), { ...settings, "posts/slip.md": slip }), folder);
    const [entry] = childrenOf(parseXml(site.text("/atom.xml")), "entry");
    expect(entry && textsOf(entry, "updated")).toEqual(["2024-06-01T00:00:00Z"]);
    expect(site.text("/feed.json")).not.toContain("date_modified");
  });

  it("change with a new post only where it is listed", async () => {
    const before = await compile(write(join(folder, "grow"), { ...settings, ...numbered(24) }), folder);
    const tags = "[all, new tag]";
    write(join(folder, "grow"), { "posts/new.md": post("New", "2015-12-01", { tags }) });
    const after = await compile(join(folder, "grow"), folder);
    const feeds = ["/", "/tags/all/", "/tags/new-tag/", "/authors/ada-quill/"].flatMap((path) =>
      feedFormats.map(({ file }) => path + file),
    );
    expect(after.filesChangedSince(before).toSorted()).toEqual(
      [...feeds, "/posts/new.md", "/sitemap-2015.xml", "/sitemap-lists.xml", "/sitemap.xml"].toSorted(),
    );
  });

  it("keep the ids of posts through another title, domain and path", async () => {
    const idsOf = (site: Snapshot): string[] =>
      childrenOf(childOf(parseXml(site.text("/rss.xml")), "channel"), "item").flatMap((item) => textsOf(item, "guid"));
    const before = await compile(
      write(join(folder, "ids"), { ...settings, "posts/glue.md": post("Glue", "2024-01-01") }),
      folder,
    );
    const after = await compile(
      write(join(folder, "moved"), {
        "site.yaml": "url: https://other.example\n",
        "posts/paste.md": post("Paste", "2024-01-01", { aliases: "[/posts/glue/]" }),
      }),
      folder,
    );
    expect(idsOf(before)).toHaveLength(1);
    expect(idsOf(after)).toEqual(idsOf(before));
  });
});
