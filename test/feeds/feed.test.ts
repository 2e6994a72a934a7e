import { describe, expect, it } from "vitest";
import { eachFormat } from "../../src/content/feed-formats.ts";
import { defaultSite } from "../../src/content/site.ts";
import { feedOf } from "../../scripts/feeds/feed.ts";
import { writers } from "../../scripts/feeds/writers.ts";
import { sampleFeed, sampleSite } from "./sample.ts";

describe("feedOf", () => {
  it("names the site, its page and its feeds", () => {
    expect(feedOf(sampleSite, { title: sampleSite.title, path: "/" }, [])).toEqual({
      title: "Paper & Ink",
      description: "Notes on books, <b>bindings</b> and the people who make them",
      home: "https://blog.example/",
      self: eachFormat(({ file }) => `https://blog.example/${file}`),
      language: "en",
      publisher: "Ada Quill",
      hub: "https://hub.example/",
      icon: "https://blog.example/apple-touch-icon.png",
      items: [],
    });
  });

  it("names the tag or the author before the site", () => {
    const feed = feedOf(sampleSite, { title: "C#", path: "/tags/c%23/" }, []);
    expect(feed.title).toBe("C# · Paper & Ink");
    expect(feed.home).toBe("https://blog.example/tags/c%23/");
    expect(feed.self.jsonfeed).toBe("https://blog.example/tags/c%23/feed.json");
  });

  it("carries fields that are shown as they are into every format", () => {
    const [item] = sampleFeed.items;
    const feed = { ...sampleFeed, items: item ? [{ ...item, shown: { mood: "calm" } }] : [] };
    expect(writers.rss(feed)).toContain('<category domain="mood">calm</category>');
    expect(writers.atom(feed)).toContain('<category term="calm" label="mood: calm"/>');
    expect(writers.jsonfeed(feed)).toContain('"_fields":{"mood":"calm"}');
  });

  it("needs no more than the defaults of a site", () => {
    const feed = feedOf(defaultSite, { title: defaultSite.title, path: "/" }, []);
    expect(feed.description).toBe(defaultSite.title);
    expect(feed.publisher).toBe(defaultSite.title);
    expect(feed.hub).toBeUndefined();
  });
});
