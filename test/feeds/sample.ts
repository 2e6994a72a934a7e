import { Text } from "../../scripts/store/text.ts";
import type { Feed } from "../../scripts/feeds/feed.ts";
import { feedOf } from "../../scripts/feeds/feed.ts";
import { defaultSite, type Site } from "../../src/content/site.ts";

export const sampleSite: Site = {
  ...defaultSite,
  title: "Paper & Ink",
  description: "Notes on books, <b>bindings</b> and the people who make them",
  url: "https://blog.example",
  author: "Ada Quill",
  language: "en",
  hub: "https://hub.example/",
};

/** Two posts: one with everything, one with no more than it must have. */
export const sampleFeed: Feed = feedOf(sampleSite, { title: sampleSite.title, path: "/" }, [
  {
    id: "urn:uuid:6a1f3f0e-5b5e-5c39-9d3f-2f8f0c1d2e3f",
    url: "https://blog.example/posts/gilt-edges/",
    title: 'Gilt edges & "fore-edges" < 1900',
    published: Date.UTC(2024, 11, 16, 2, 13, 4) / 1000,
    updated: Date.UTC(2025, 0, 2) / 1000,
    authors: [{ name: "Ada Quill", url: "https://blog.example/authors/ada-quill/" }, { name: "Łucja Żak" }],
    tags: ["Bookbinding", "C++ & co."],
    summary: "Why edges were gilt, and how <hr> & &amp; look",
    html: Text.leaf('<p>Gold &amp; <a href="https://blog.example/posts/glue/">glue</a> ]]&gt; 🖋</p>'),
    lang: "en-GB",
    image: {
      src: "https://blog.example/pictures/a.jpg?x=1&y=2",
      alt: "A page's edge",
      width: 960,
      height: 640,
    },
  },
  {
    id: "urn:uuid:0b9d4e7c-1111-5222-8333-944445555666",
    url: "https://blog.example/posts/glue/",
    title: "Glue",
    published: Date.UTC(2024, 5, 1) / 1000,
    updated: Date.UTC(2024, 5, 1) / 1000,
    authors: [],
    tags: [],
  },
]);
