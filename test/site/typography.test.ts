import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { educated } from "../../scripts/markdown/quotes.ts";
import { compile } from "../compiled-site.ts";
import { temporaryFolder } from "../folder.ts";

const folder = temporaryFolder();
const post = `---
title: "It's 'quoted' -- and \\"double\\"..."
date: 2024-01-01
description: "It's short"
author: "Ann O'Neill"
tags: ["don't"]
series: "What's new"
lang: en
---
![A picture](https://a.example/b.png "It's a caption")
`;
const site = (smartQuotes: boolean, language = "en") =>
  compile(join(folder, `${smartQuotes} ${language}`), {
    "site.yaml": `url: https://blog.example\ntitle: "Ann's"\nlanguage: ${language}\nsmartQuotes: ${smartQuotes}\nauthors: [{ name: "Ann O'Neill", bio: "Isn't it?", links: { title: "Ann's", path: /a/ } }]\nnav: { title: "What's here", path: /b/ }\ntaxonomies: { places: { title: "Where's it" } }\n`,
    "posts/a.md": post,
  });

describe("smartQuotes", () => {
  it("are in titles, descriptions, captions, tags and series, and leave paths and names of authors alone", async () => {
    const { model, release, text } = await site(true);
    expect(model("/posts/a/")).toMatchObject({
      title: "It’s ‘quoted’ – and “double”…",
      description: "It’s short",
      html: expect.stringContaining("<figcaption>It’s a caption</figcaption>") as string,
      authors: [{ title: "Ann O'Neill" }],
      tags: [{ title: "don’t" }],
      series: { title: "What’s new" },
    });
    expect(release.header.site).toMatchObject({
      title: "Ann’s",
      authors: [{ name: "Ann O'Neill", bio: "Isn’t it?", links: [{ title: "Ann’s", path: "/a/" }] }],
      nav: [{ title: "What’s here", path: "/b/" }],
      taxonomies: [{ name: "places", title: "Where’s it" }],
    });
    expect(text("/rss.xml")).toContain("<title>It’s ‘quoted’ – and “double”…</title>");
    const code = educated('What `echo "$x"` and `a--b` "do"', "en");
    expect(code).toBe('What `echo "$x"` and `a--b` “do”');
    expect(educated('צה"ל', "he")).toBe('צה"ל');
    const plain = await site(false);
    expect(plain.model("/posts/a/")).toMatchObject({ title: `It's 'quoted' -- and "double"...` });
    expect([...release.routes()].map(([path]) => path)).toEqual([...plain.release.routes()].map(([path]) => path));
  });
});
