import { expect, it } from "vitest";
import { articleReader } from "../../scripts/read/read-article.ts";
import { searchedOf } from "../../scripts/read/searched-text.ts";
import { post } from "../folder.ts";

const settings = {
  language: "pt-BR",
  words: {},
  smartQuotes: false,
  timezone: "UTC",
  url: "https://blog.example",
  taxonomies: [{ name: "places", title: "Places", field: "places", feeds: true, index: true }],
};

const searched = (text: string, file = "posts/a.md") => searchedOf(articleReader(settings)(file, text), settings);

it("is an article's title, description, tags and other terms, in its language without the variety", () => {
  const front = { description: "How it is made", tags: "[oak, gall]", places: "Lisbon", lang: "EN-gb" };
  expect(searched(post("Ink", "2024-01-01", front, "Text."))).toEqual({
    title: "Ink",
    description: "How it is made",
    tags: ["oak", "gall", "Lisbon"],
    text: expect.stringMatching(/^\s*Text\.\s*$/) as string,
    language: "en",
  });
  expect(searched("---\ntitle: About\n---\n", "pages/about.md")).toMatchObject({
    tags: [],
    description: "",
    language: "pt",
  });
});

it("is what a reader sees of the text: code, formulas as typed, what pictures say, and neither HTML nor addresses", () => {
  const body = [
    "A [link](https://a.example/x), `kv_namespaces` and $x^2$.",
    '![A jar](jar.png \'its title\') and <img src="oak.png" alt="An oak"> <b class="bold">or</b>',
    "```toml\nname = 'https://code.example/y'\n```",
    "See <https://auto.example/z>, とhttps://bare.example/wで。",
    "<!-- hidden --><script>hidden()</script>",
  ].join("\n\n");
  const words = searched(post("Ink", "2024-01-01", {}, body))
    ?.text.split(/\s+/)
    .filter(Boolean);
  expect(words).toEqual("A link, kv_namespaces and x^2. A jar and or name = ' See と で。 An oak".split(" "));
});

it("is nothing where a file has errors", () => {
  expect(searched(post("Ink", "yesterday"))).toBeUndefined();
});
